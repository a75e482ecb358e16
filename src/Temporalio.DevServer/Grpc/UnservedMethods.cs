namespace Temporalio.DevServer.Grpc;

/// <summary>Methods that the real service has and this one leaves out on purpose.</summary>
internal static class UnservedMethods
{
    private static readonly (string Part, string Area)[] Areas =
    [
        ("Nexus", "Nexus operations and endpoints"),
        ("WorkerDeployment", "worker deployments"),
        ("CurrentDeployment", "worker deployments"),
        ("DescribeDeployment", "worker deployments"),
        ("ListDeployments", "worker deployments"),
        ("DeploymentReachability", "worker deployments"),
        ("BuildIdCompatibility", "worker versions"),
        ("WorkerVersioningRules", "worker versions"),
        ("WorkerTaskReachability", "worker versions"),
        ("WorkflowRule", "workflow rules"),
        ("ActivityExecution", "activities without a workflow"),
        ("TaskQueueConfig", "limits of task queues set from outside"),
        ("WorkerConfig", "worker settings from outside"),
        ("RemoteCluster", "other clusters"),
    ];

    /// <summary>What a method belongs to; null if nobody is known to ask for it.</summary>
    public static string? AreaOf(string method) => Areas.FirstOrDefault(a => method.Contains(a.Part, StringComparison.OrdinalIgnoreCase)).Area;
}
