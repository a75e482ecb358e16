using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Testing;

namespace Orchestrator.Tests.Providers;

/// <summary>Takes of the direct providers on a Backlot, as tests make them.</summary>
internal static class VendorTakes
{
    /// <summary>The shortest take of a row, with its client.</summary>
    public static async Task<(TakeRequest Request, ModelRow Row, IVideoModel Model)> ReadyAsync(this BacklotSet set, string name)
    {
        var row = set.Catalogue.Find(name);
        return (await set.RequestAsync(name, row.Seconds[0]), row, set.Model(row.Provider));
    }

    /// <summary>A take that was made and brought in.</summary>
    public static async Task<(AssetRef Clip, ClipFacts Facts)> FetchedAsync(this BacklotSet set, IVideoModel model, string attempt, TakeRequest request, ModelRow row)
    {
        var submitted = await model.SubmitAsync(attempt, request, row, default);
        Assert.True(submitted.Job is not null, submitted.Message);
        await model.FinishedAsync(submitted.Job);
        var output = await model.OutputAsync(submitted.Job, row, default);
        using var folder = set.Assets.CreateWorkFolder();
        var path = folder.File("clip.mp4");
        Assert.Equal(OutcomeClass.Delivered, await model.DownloadAsync(output.Clip!, path, default));
        var facts = await new ClipProbe(set.Ffmpeg).ReadAsync(path);
        return (await set.Assets.AddFileAsync(path, "video/mp4"), facts!);
    }

    /// <summary>Ends when the job has.</summary>
    public static async Task FinishedAsync(this IVideoModel model, ProviderJob job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await model.StateAsync(job, patience.Token)).Outcome == OutcomeClass.AcceptedRunning)
            await Task.Delay(TimeSpan.FromMilliseconds(30), patience.Token);
    }
}
