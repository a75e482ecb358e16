using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>What tells the hosted workers of a process apart, and names their options.</summary>
internal static class HostedWorkerName
{
    public static string Of(string taskQueue, string? buildId) =>
        buildId == null ? taskQueue : $"{taskQueue}!_build_id_{buildId}";

    public static string Of(string taskQueue, WorkerDeploymentOptions? deployment) =>
        deployment?.Version == null ? taskQueue : $"{taskQueue}!_version_{deployment.Version.ToCanonicalString()}";

    public static string Of(ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.DeploymentOptions == null ? Of(builder.TaskQueue, builder.BuildId) : Of(builder.TaskQueue, builder.DeploymentOptions);
}
