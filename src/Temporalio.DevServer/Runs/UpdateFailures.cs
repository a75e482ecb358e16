using Temporalio.Api.Failure.V1;

namespace Temporalio.DevServer.Runs;

/// <summary>Outcomes of updates that no worker produced.</summary>
internal static class UpdateFailures
{
    public static Failure Unprocessed() => Application(
        "UnprocessedUpdate",
        "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.");

    public static Failure RunEnded() => Application(
        "AcceptedUpdateCompletedWorkflow",
        "Workflow Update failed because the Workflow completed before the Update completed.");

    private static Failure Application(string type, string message) => new()
    {
        Message = message,
        Source = "Server",
        ApplicationFailureInfo = new ApplicationFailureInfo { Type = type, NonRetryable = true },
    };
}
