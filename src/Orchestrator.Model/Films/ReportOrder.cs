namespace Orchestrator.Model;

/// <summary>Everything the production report shows.</summary>
/// <param name="Brief">The brief as run.</param>
/// <param name="Delivery">How it ended; its <see cref="Delivery.Report"/> is still empty.</param>
/// <param name="StoryboardCost">What the storyboard cost, apart from the takes.</param>
public sealed record ReportOrder(Brief Brief, Delivery Delivery, Money StoryboardCost);
