using Orchestrator.Media;
using Orchestrator.Testing;
using Orchestrator.Tests.Assets;

namespace Orchestrator.Tests.Durability;

/// <summary>Workers on several machines: two processes that share nothing but the Temporal service and the bucket.</summary>
public sealed class FleetTests
{
    [S3Fact]
    public async Task KillOneOfTwoWorkers_WhoShareOnlyServiceAndBucket_TheOtherDeliversAndPaysOnce()
    {
        using var music = new TempFolder();
        await new Ffmpeg(new FfmpegOptions()).RunAsync(["-v", "error", "-f", "lavfi", "-i", "sine=frequency=220:duration=10", music.File("own.wav")]);
        await using var site = await FleetSite.OpenAsync();
        await site.StartWorkerAsync("one");
        await site.StartWorkerAsync("other");
        // A take that was accepted and charged, and whose answer never comes: the worker that waits for it is killed, and the other
        // one has to find out, from what the first wrote down, that it must not send again.
        var fault = await site.World.FaultAsync("fal", "submit", "accept_then_hang");
        await site.OrderAsync(music.File("own.wav"));
        await Until.TrueAsync("the fault strikes", async () => await site.World.StrikeAsync(fault) is not null);
        await site.KillHolderAsync("SubmitTake");

        var film = await site.EndAsync();

        await film.AssertUnharmedAsync();
        Assert.Equal(2, film.Ledger.Count(row => row is { IsTake: false, Charged: > 0 }));
        Assert.Equal(2, film.Histories.SelectMany(history => history.Events)
            .Select(entry => entry.ActivityTaskStartedEventAttributes?.Identity)
            .Where(identity => identity is not null).Distinct().Count());
        // Every purchase left its records, and every asset lies at its hash.
        var objects = await site.ObjectsAsync();
        Assert.All(film.Ledger.Where(row => row is { IsTake: true, Charged: > 0 }), _ => Assert.Contains(objects, key => key.StartsWith("films/records/jobs/", StringComparison.Ordinal)));
        Assert.Equal(film.Ledger.Count(row => row is { IsTake: true, Charged: > 0 }), objects.Count(key => key.StartsWith("films/records/jobs/", StringComparison.Ordinal)));
        Assert.All(objects.Where(key => !key.StartsWith("films/records/", StringComparison.Ordinal)), key => Assert.Matches("^films/assets/[0-9a-f]{2}/[0-9a-f]{64}$", key));
    }
}
