using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>The deployment that a worker belongs to.</summary>
public class WorkerDeploymentOptions : ICloneable
{
    public WorkerDeploymentOptions()
    {
    }

    public WorkerDeploymentOptions(WorkerDeploymentVersion version, bool useWorkerVersioning)
    {
        Version = version;
        UseWorkerVersioning = useWorkerVersioning;
    }

    public WorkerDeploymentVersion? Version { get; set; }

    /// <summary>Whether the service routes runs by version.</summary>
    public bool UseWorkerVersioning { get; set; }

    /// <summary>Behaviour of workflows that name none.</summary>
    public Common.VersioningBehavior DefaultVersioningBehavior { get; set; }

    public virtual object Clone() => MemberwiseClone();

    internal Api.Deployment.V1.WorkerDeploymentOptions ToProto() => new()
    {
        DeploymentName = Version?.DeploymentName ?? string.Empty,
        BuildId = Version?.BuildId ?? string.Empty,
        WorkerVersioningMode = UseWorkerVersioning ? WorkerVersioningMode.Versioned : WorkerVersioningMode.Unversioned,
    };
}
