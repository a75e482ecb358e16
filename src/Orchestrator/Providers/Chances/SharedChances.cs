using System.Globalization;
using System.Text.Json;
using Orchestrator.Assets.Records;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Chances;

/// <summary>
/// What is learned of models, by all workers that share a record store: each scored take is a record that is written once
/// (<c>chances/models/2026-11-20/ATTEMPT.json</c>), and every worker folds the records of all others into the counters on its own
/// disk. Without a shared store the counters are this machine's alone.
/// </summary>
internal sealed class SharedChances(ChanceLedger ledger, IRecordStore? records, string folder, TimeProvider clock) : IDisposable
{
    /// <summary>Days after which a take counts less than a tenth: what is older is not fetched by a worker that begins.</summary>
    private const int Memory = 120;

    // A record of a day may come late: clocks differ, and a day ends while a take is scored.
    private const int Grace = 2;

    private const int AtOnce = 32;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim gathering = new(1);
    private DateTimeOffset? gathered;

    /// <summary>Counts a scored take, once, and tells the others of it.</summary>
    public async Task RecordAsync(string model, Shot shot, ScoreCard card, CancellationToken cancellationToken = default)
    {
        var outcome = ChanceOutcome.Of(model, shot, card, Today);
        ledger.Add(outcome);
        // Told also where it was counted before: whoever counted it may have died before it told.
        if (records is not null)
            await records.TryCreateAsync($"{Folder(outcome.Day)}{AttemptName.Of(outcome.AttemptId)}.json", JsonSerializer.SerializeToUtf8Bytes(outcome), cancellationToken);
    }

    /// <summary>Folds in what others have told since, at most once a minute.</summary>
    public async Task GatherAsync(CancellationToken cancellationToken = default)
    {
        if (records is null)
            return;
        await gathering.WaitAsync(cancellationToken);
        try
        {
            if (gathered is { } last && clock.GetUtcNow() - last < Pause)
                return;
            await GatherAsync(records, cancellationToken);
            gathered = clock.GetUtcNow();
        }
        finally
        {
            gathering.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => gathering.Dispose();

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    // In the order of their names, so that where one gathering ended the next begins.
    private async Task GatherAsync(IRecordStore store, CancellationToken cancellationToken)
    {
        var known = ledger.Gathered().ToHashSet(StringComparer.Ordinal);
        var newest = known.Count == 0 ? Today.AddDays(Grace - Memory) : DayOf(known.Max(StringComparer.Ordinal)!);
        List<string> names = [];
        await foreach (var name in store.ListAsync($"{folder}/", Folder(newest.AddDays(-Grace)).TrimEnd('/'), cancellationToken))
        {
            if (!known.Contains(name))
                names.Add(name);
        }

        foreach (var some in names.Chunk(AtOnce))
        {
            var told = await Task.WhenAll(some.Select(name => store.ReadAsync(name, cancellationToken)));
            foreach (var (name, bytes) in some.Zip(told))
                ledger.Add(JsonSerializer.Deserialize<ChanceOutcome>(bytes!)!, name);
        }
    }

    private string Folder(DateOnly day) => $"{folder}/{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}/";

    private DateOnly DayOf(string name) => DateOnly.ParseExact(name.AsSpan(folder.Length + 1, "yyyy-MM-dd".Length), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
