using Orchestrator.Model;
using Temporalio.Common;

namespace Orchestrator.Tests.Durability;

/// <summary>A film that was made, and how.</summary>
/// <param name="Delivery">What the production ended with.</param>
/// <param name="Pictures">One line a decoded frame of the film on disk: its time, its length and the digest of its pixels.</param>
/// <param name="Ledger">What the providers sold.</param>
/// <param name="Histories">The production's history and those of its shots.</param>
/// <param name="Output">What the last command wrote.</param>
internal sealed record MadeFilm(
    Delivery Delivery,
    IReadOnlyList<string> Pictures,
    IReadOnlyList<Purchase> Ledger,
    IReadOnlyList<WorkflowHistory> Histories,
    string Output)
{
    private static readonly Lazy<Task<MadeFilm>> Once = new(MakeUndisturbedAsync);

    /// <summary>The same film with nothing killed and nothing faulty; made once for all tests.</summary>
    public static Task<MadeFilm> UndisturbedAsync() => Once.Value;

    /// <summary>Every attempt that repairs an earlier one, with the one that it repairs.</summary>
    public IEnumerable<(Attempt Parent, Attempt Retry)> Retries() =>
        from shot in Delivery.Shots
        from attempt in shot.Attempts
        where attempt.Parent.HasValue
        select (shot.Attempts[attempt.Parent.GetValueOrDefault() - 1], attempt);

    /// <summary>Fails unless this film is the undisturbed one, frame for frame, and nothing was paid for twice.</summary>
    public async Task AssertUnharmedAsync()
    {
        var undisturbed = await UndisturbedAsync();
        Assert.Equal(FilmSite.Frames, Pictures.Count);
        Assert.Equal(undisturbed.Pictures, Pictures);

        Assert.All(Ledger, row => Assert.NotNull(row.AttemptId));
        Assert.All(Ledger.Where(row => row.Charged > 0).GroupBy(row => row.AttemptId), attempt => Assert.Single(attempt));
        Assert.Equal(Takes(undisturbed), Takes(this));
        Assert.Equal(undisturbed.Ledger.Where(row => row.IsTake).Sum(row => row.Charged), Ledger.Where(row => row.IsTake).Sum(row => row.Charged));

        // What nobody can know is written off, so the film's own bill is never below the providers'.
        Assert.True(Delivery.Spent.Micros >= Ledger.Sum(row => row.Charged), $"{Delivery.Spent} spent, {Ledger.Sum(row => row.Charged)} millionths charged");
    }

    private static IEnumerable<string> Takes(MadeFilm film) => film.Ledger
        .Where(row => row is { IsTake: true, Charged: > 0 })
        // The middle of an attempt id is the production's run.
        .Select(row => string.Join('/', row.AttemptId!.Split('/')[2..]))
        .Order(StringComparer.Ordinal);

    private static async Task<MadeFilm> MakeUndisturbedAsync()
    {
        await using var site = await FilmSite.OpenAsync();
        await site.StartServiceAsync();
        site.StartProduct();
        return await site.EndAsync();
    }
}
