using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Backlot;

namespace Orchestrator.Tests.Durability;

/// <summary>
/// The providers, which no kill reaches: a Backlot of this process with its usual habits. Its pictures are small, because what is
/// tested here is money and order, not their detail.
/// </summary>
internal sealed class OutsideWorld : IAsyncDisposable
{
    // Whatever model films it, the first take of the coffee is too dark, so that repairs are bought too.
    private static readonly ForcedHabit Dark = new("cup of coffee", Habit.TooDark);
    private const int Height = 360;

    private readonly BacklotServer backlot;
    private readonly HttpClient http = new();

    private OutsideWorld(BacklotServer backlot) => this.backlot = backlot;

    /// <summary>Where it answers.</summary>
    public Uri Address => backlot.Address;

    /// <summary>Opens one that has sold nothing yet.</summary>
    public static async Task<OutsideWorld> OpenAsync(string folder) =>
        new(await BacklotServer.StartAsync(new BacklotOptions { DataFolder = folder, ForcedHabits = [Dark], MaxHeight = Height }, default));

    /// <summary>Scripts a fault; the next call that it fits meets it.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> FaultAsync(string provider, string route, string action)
    {
        using var answer = await http.PostAsJsonAsync(Page("faults"), new { provider, route, action });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    /// <summary>The attempt that a fault has struck; null as long as it has struck none.</summary>
    public async Task<Strike?> StrikeAsync(string fault)
    {
        var journal = await http.GetFromJsonAsync<JsonElement>(Page("journal"));
        foreach (var entry in journal.EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "fault struck"))
        {
            var detail = entry.GetProperty("detail");
            if (detail.GetProperty("id").GetString() == fault)
                return new Strike(detail.GetProperty("attemptId").GetString());
        }

        return null;
    }

    /// <summary>What happened, by its kind.</summary>
    public async Task<IReadOnlyList<string>> JournalKindsAsync() =>
        [.. (await http.GetFromJsonAsync<JsonElement>(Page("journal"))).EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()!)];

    /// <summary>How many jobs of a provider were open at once at most.</summary>
    public async Task<int> MostOpenAsync(string provider) =>
        (await http.GetFromJsonAsync<JsonElement>(Page("ledger"))).GetProperty("open_at_once").GetProperty(provider).GetInt32();

    /// <summary>Everything that was sold.</summary>
    public async Task<IReadOnlyList<Purchase>> LedgerAsync()
    {
        var ledger = await http.GetFromJsonAsync<JsonElement>(Page("ledger"));
        return [.. ledger.GetProperty("rows").EnumerateArray().Select(row => new Purchase(
            row.GetProperty("provider").GetString()!,
            row.GetProperty("attempt_id").GetString(),
            row.GetProperty("status").GetString()!,
            row.GetProperty("charged_micro_usd").GetInt64() - row.GetProperty("refunded_micro_usd").GetInt64(),
            row.GetProperty("endpoint").GetString()!,
            row.GetProperty("request_hash").GetString()!,
            row.GetProperty("polls").GetInt32(),
            row.GetProperty("ended") is { ValueKind: JsonValueKind.String } ended ? (ended.GetDateTimeOffset() - row.GetProperty("time").GetDateTimeOffset()).TotalSeconds : 0))];
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await backlot.DisposeAsync();
        http.Dispose();
    }

    private Uri Page(string name) => new(Address, $"_backlot/{name}");

    /// <summary>A fault that has struck.</summary>
    /// <param name="AttemptId">What the struck call was for, when it said so.</param>
    internal sealed record Strike(string? AttemptId);
}
