using Temporalio.Api.Enums.V1;

namespace Temporalio.Worker.Machines;

/// <summary>One turn of workflow code: what it is told and the facts it may read while it runs.</summary>
internal sealed record Activation(
    IReadOnlyList<ActivationJob> Jobs,
    DateTime Time,
    bool IsReplaying,
    int HistoryLength,
    long HistorySize,
    bool ContinueAsNewSuggested,
    IReadOnlyCollection<SuggestContinueAsNewReason> ContinueAsNewReasons,
    bool DeploymentVersionChanged);
