using Orchestrator.Workflows.Activities;

namespace Orchestrator.Providers.Catalogue;

/// <summary>Says whether a model can make a shot at all.</summary>
internal interface IShotCapability
{
    /// <summary>Why a model cannot make the shot, in words; null when it can.</summary>
    string? WhyNot(ModelRow row, RouteShotRequest request);
}
