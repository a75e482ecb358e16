namespace Temporalio.Worker.Interceptors;

/// <summary>A timer to start.</summary>
public record DelayAsyncInput(
    TimeSpan Delay,
    CancellationToken? CancellationToken,
    string? Summary);
