using Temporalio.Exceptions;

namespace Temporalio.Worker.Machines;

internal static class Nondeterminism
{
    public static WorkflowNondeterminismException Error(string what) => new($"[TMPRL1100] Nondeterminism error: {what}");
}
