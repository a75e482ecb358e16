namespace Temporalio.Worker.Interceptors;

/// <summary>A heartbeat to send.</summary>
public record HeartbeatInput(
    object?[] Details);
