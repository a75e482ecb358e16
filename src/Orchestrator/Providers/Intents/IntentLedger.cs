using System.Globalization;
using System.Text.Json;
using Orchestrator.Assets.Records;
using Orchestrator.Model;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers.Intents;

/// <summary>
/// Remembers, before anything is sent, that an attempt is about to be sent; shared by all workers that share the records. It is the
/// second lock against paying twice; the first is that a purchase is never retried by itself. Each step of an attempt is a record of
/// its own that only one worker can create (<c>intents/NAME/001.json</c>, <c>002.json</c>, …), so of two workers that mean to send,
/// one does. A provider's job belongs to the attempt that claims it first, likewise.
/// </summary>
public sealed class IntentLedger(IRecordStore records)
{
    /// <summary>A ledger in a folder, for the processes that see it.</summary>
    public IntentLedger(string folder)
        : this(new FolderRecordStore(folder)) => Import(folder);

    /// <summary>The last that is known of an attempt, or null.</summary>
    internal async Task<Intent?> ReadAsync(string attemptId, CancellationToken cancellationToken = default)
    {
        Intent? last = null;
        while (await records.ReadAsync(NameOf(attemptId, (last?.Step ?? 0) + 1), cancellationToken) is { } bytes)
            last = JsonSerializer.Deserialize<Intent>(bytes)! with { Step = (last?.Step ?? 0) + 1 };
        return last;
    }

    /// <summary>Claims the right to send an attempt.</summary>
    /// <returns>The intent of this caller, who alone may send; or what is known already, when another one sends or sent it.</returns>
    internal async Task<(bool Mine, Intent Intent)> BeginAsync(string attemptId)
    {
        while (true)
        {
            var last = await ReadAsync(attemptId);
            if (last is { State: not IntentState.NotAccepted })
                return (false, last);
            if (await AddAsync(last, new(attemptId, IntentState.Sending, null)) is { } mine)
                return (true, mine);
        }
    }

    /// <summary>Writes down what became of an attempt.</summary>
    /// <param name="before">What the caller knew of it.</param>
    /// <param name="intent">What is known now.</param>
    /// <returns>False when somebody else went on with the attempt in the meantime.</returns>
    internal async Task<bool> EndAsync(Intent? before, Intent intent) => await AddAsync(before, intent) is not null;

    /// <summary>Claims a provider's job for an attempt: two attempts with the same input must never take the same job for theirs.</summary>
    /// <returns>False when it is another attempt's.</returns>
    internal async Task<bool> ClaimAsync(ProviderJob job)
    {
        var name = $"jobs/{AttemptName.Of(job.RequestId)}.json";
        var mine = JsonSerializer.SerializeToUtf8Bytes(job.AttemptId);
        return await records.TryCreateAsync(name, mine)
            || JsonSerializer.Deserialize<string>((await records.ReadAsync(name))!) == job.AttemptId;
    }

    private async Task<Intent?> AddAsync(Intent? before, Intent intent)
    {
        var step = (before?.Step ?? 0) + 1;
        return await records.TryCreateAsync(NameOf(intent.AttemptId, step), JsonSerializer.SerializeToUtf8Bytes(intent)) ? intent with { Step = step } : null;
    }

    private static string NameOf(string attemptId, int step) =>
        $"intents/{AttemptName.Of(attemptId)}/{step.ToString("000", CultureInfo.InvariantCulture)}.json";

    // Earlier versions kept one file an attempt, replaced at each step: a film that was in flight then goes on with what they say.
    private static void Import(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.json"))
        {
            if (JsonSerializer.Deserialize<Intent>(File.ReadAllText(path)) is not { } intent)
                continue;
            Move(intent, Path.Combine(folder, NameOf(intent.AttemptId, 1)));
            if (intent.Job is { } job)
                Move(job.AttemptId, Path.Combine(folder, $"jobs/{AttemptName.Of(job.RequestId)}.json"));
            File.Delete(path);
        }
    }

    private static void Move<T>(T content, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(content));
    }
}
