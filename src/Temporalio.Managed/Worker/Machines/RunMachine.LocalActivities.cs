using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>Local activities: recorded by markers, resolved in the order of the markers.</summary>
internal sealed partial class RunMachine
{
    private void Foresee(HistoryEvent e) => throw Nondeterminism.Error($"{e.Describe()} {LastStartedEventId}is a marker this SDK does not write");
}
