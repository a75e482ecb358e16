using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Http;

namespace Orchestrator.Providers;

/// <summary>Pictures that a provider draws as tasks: each is waited for, for a picture takes seconds, and brought in as a PNG.</summary>
internal sealed class PictureTask(IVideoModel queue, IAssetStore assets, Ffmpeg ffmpeg, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private const int MostFetches = 5;

    /// <summary>The picture of a task that was submitted, or why there is none.</summary>
    /// <param name="submitted">The answer to its submit.</param>
    /// <param name="row">Its model.</param>
    /// <param name="asked">The size that was asked for.</param>
    /// <param name="price">What it costs when it is delivered.</param>
    /// <param name="cancellationToken">Stops the waiting, not the task.</param>
    public async Task<DrawnImage> FinishAsync(SubmitResult submitted, ModelRow row, FrameSize asked, Money price, CancellationToken cancellationToken)
    {
        if (submitted.Job is not { } job)
            return new(submitted.Outcome, default, asked, Money.Zero, submitted.Message, submitted.RetryAfterSeconds);
        return await WaitAsync(job, cancellationToken) is { } problem
            ? new(problem.Outcome, default, asked, Money.Zero, problem.Message)
            : await BringInAsync(job, row, asked, price, cancellationToken);
    }

    // A picture that is not there after this is told as lost: it may be billed, and is not bought again by itself.
    private async Task<JobState?> WaitAsync(ProviderJob job, CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        while (true)
        {
            try
            {
                var state = await queue.StateAsync(job, cancellationToken);
                if (state.Outcome != OutcomeClass.AcceptedRunning)
                    return state.Outcome == OutcomeClass.Delivered ? null : state;
            }
            catch (Exception exception) when (ProviderChannel.Lost(exception, cancellationToken))
            {
                // Asking is free: the next question may be answered.
            }

            if (clock.GetUtcNow() - start > Patience)
                return new(OutcomeClass.Ambiguous, $"the picture of request {job.RequestId} did not come in {Patience.TotalMinutes:0} minutes");
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    // The picture is paid for, and fetching it is free.
    private async Task<DrawnImage> BringInAsync(ProviderJob job, ModelRow row, FrameSize asked, Money price, CancellationToken cancellationToken)
    {
        for (var fetches = 1; ; fetches++)
        {
            try
            {
                return await FetchAsync(job, row, asked, price, cancellationToken);
            }
            catch (Exception exception) when (ProviderChannel.Lost(exception, cancellationToken))
            {
                if (fetches == MostFetches)
                    return new(OutcomeClass.Ambiguous, default, asked, Money.Zero, $"the picture was made and could not be fetched: {exception.Message}");
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private async Task<DrawnImage> FetchAsync(ProviderJob job, ModelRow row, FrameSize asked, Money price, CancellationToken cancellationToken)
    {
        var output = await queue.OutputAsync(job, row, cancellationToken);
        var cost = output.Charged(price);
        if (output.Clip is not { } address)
            return new(output.Outcome, default, asked, cost, output.Message);
        using var folder = assets.CreateWorkFolder();
        var path = folder.File("drawn");
        if (await queue.DownloadAsync(address, path, cancellationToken) == OutcomeClass.AssetGone)
            return new(OutcomeClass.AssetGone, default, asked, cost, "the picture can no longer be fetched");
        return await DrawnPicture.ReadAsync(await File.ReadAllBytesAsync(path, cancellationToken), asked, cost, assets, ffmpeg, cancellationToken);
    }
}
