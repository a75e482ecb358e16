using Orchestrator.Model;
using Temporalio.Activities;

namespace Orchestrator.Workflows.Activities;

/// <summary>The storyboard door: shots to frames.</summary>
public interface IStoryboardActivities
{
    /// <summary>The price of one storyboard frame; spends nothing.</summary>
    [Activity]
    Task<FrameQuote> QuoteFrameAsync(QuoteFrameRequest request);

    /// <summary>Buys one storyboard frame. Never asks the provider twice for the same frame.</summary>
    [Activity]
    Task<Frame> DrawFrameAsync(DrawFrameRequest request);
}
