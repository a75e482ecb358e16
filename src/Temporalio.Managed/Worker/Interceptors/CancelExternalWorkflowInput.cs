namespace Temporalio.Worker.Interceptors;

/// <summary>Another workflow to cancel.</summary>
public record CancelExternalWorkflowInput(
    string Id,
    string? RunId);
