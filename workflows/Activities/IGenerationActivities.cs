using Orchestrator.Model;
using Temporalio.Activities;

namespace Orchestrator.Workflows.Activities;

/// <summary>The generation door: shot and frame to take.</summary>
public interface IGenerationActivities
{
    /// <summary>Chooses the model for a shot and prices it; spends nothing.</summary>
    [Activity]
    Task<RouteChoice> RouteShotAsync(RouteShotRequest request);

    /// <summary>Finds shots that cost less as one generation; spends nothing.</summary>
    [Activity]
    Task<ShotGrouping> GroupShotsAsync(GroupShotsRequest request);

    /// <summary>Divides the clip of several shots at its cuts.</summary>
    [Activity]
    Task<SplitTakes> SplitTakeAsync(SplitTakeRequest request);

    /// <summary>Takes what was there before out of the take of an added part: the clip that it extends, or the frame that it starts from.</summary>
    [Activity]
    Task<Take> TrimPartAsync(TrimPartRequest request);

    /// <summary>The last frame of a take (PNG), which the next part goes on from.</summary>
    [Activity]
    Task<AssetRef> ReadLastFrameAsync(ReadLastFrameRequest request);

    /// <summary>Joins the parts of a shot to one take.</summary>
    [Activity]
    Task<Take> JoinPartsAsync(JoinPartsRequest request);

    /// <summary>Prices one request and rounds its seconds to the model's steps; spends nothing.</summary>
    [Activity]
    Task<TakePrice> PriceTakeAsync(PriceTakeRequest request);

    /// <summary>
    /// Submits one attempt, once: an attempt whose answer was lost is reported as <see cref="OutcomeClass.Ambiguous"/> and is
    /// never sent again, not even by a second call with the same attempt id.
    /// </summary>
    [Activity]
    Task<SubmitResult> SubmitTakeAsync(SubmitTakeRequest request);

    /// <summary>
    /// Looks for an attempt whose submit was ambiguous: adopts the provider's job, proves that it was not accepted, or stays ambiguous.
    /// </summary>
    [Activity]
    Task<SubmitResult> FindTakeAsync(SubmitTakeRequest request);

    /// <summary>Waits for an accepted job and brings its clip into the asset store.</summary>
    [Activity]
    Task<JobResult> FetchTakeAsync(FetchTakeRequest request);

    /// <summary>Asks the provider to stop a job; a job that cannot be stopped any more may still be charged.</summary>
    [Activity]
    Task<JobResult> CancelTakeAsync(FetchTakeRequest request);
}
