namespace Temporalio.Common;

/// <summary>One version of one worker deployment.</summary>
/// <param name="DeploymentName">Name of the deployment; may not hold a dot.</param>
/// <param name="BuildId">Build of the workers.</param>
public sealed record WorkerDeploymentVersion(string DeploymentName, string BuildId)
{
    /// <summary>Reads <c>deployment.build</c>.</summary>
    /// <param name="canonical">Text to read.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">The text holds no dot.</exception>
    public static WorkerDeploymentVersion FromCanonicalString(string canonical)
    {
        var dot = canonical.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? throw new ArgumentException($"Cannot parse version string: {canonical}, must be in the format <deployment_name>.<build_id>", nameof(canonical))
            : new(canonical[..dot], canonical[(dot + 1)..]);
    }

    /// <summary>Writes <c>deployment.build</c>.</summary>
    /// <returns>The text.</returns>
    public string ToCanonicalString() => $"{DeploymentName}.{BuildId}";

    internal static WorkerDeploymentVersion? FromProto(Api.Deployment.V1.WorkerDeploymentVersion? proto) =>
        proto == null ? null : new(proto.DeploymentName, proto.BuildId);

    internal Api.Deployment.V1.WorkerDeploymentVersion ToProto() => new() { DeploymentName = DeploymentName, BuildId = BuildId };
}
