using Orchestrator.Model;
using Temporalio.Activities;

namespace Orchestrator.Workflows.Activities;

/// <summary>The storyboard door: shots to frames.</summary>
public interface IStoryboardActivities
{
    /// <summary>The price of one storyboard frame; spends nothing.</summary>
    [Activity]
    Task<FrameQuote> QuoteFrameAsync(QuoteFrameRequest request);

    /// <summary>Buys one storyboard frame; an attempt id is sent to the provider at most once.</summary>
    [Activity]
    Task<DrawResult> DrawFrameAsync(DrawFrameRequest request);

    /// <summary>Buys the reference sheet of one likeness; an attempt id is sent to the provider at most once.</summary>
    [Activity]
    Task<DrawResult> DrawSheetAsync(DrawSheetRequest request);
}
