using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Commands;

/// <summary>Why a workflow task is failed for what its worker asked for.</summary>
/// <param name="Cause">The cause in the event.</param>
/// <param name="Text">What exactly is wrong; empty if the cause says it all.</param>
/// <param name="EndsRun">The run is terminated: trying again would ask for the same.</param>
internal sealed record CommandFailure(WorkflowTaskFailedCause Cause, string Text, bool EndsRun = false)
{
    public string Message => Text.Length == 0 ? Cause.ToString() : $"{Cause}: {Text}";
}
