namespace Temporalio.Common;

/// <summary>Sets the versioning of one workflow apart from that of its worker.</summary>
public abstract record VersioningOverride
{
    private VersioningOverride()
    {
    }

    internal static VersioningOverride? FromProto(Api.Workflow.V1.VersioningOverride proto)
    {
        if (proto.Pinned?.Version is { } version)
            return new Pinned(WorkerDeploymentVersion.FromProto(version)!, (PinnedOverrideBehavior)proto.Pinned.Behavior);
        if (proto.AutoUpgrade || proto.Behavior == Api.Enums.V1.VersioningBehavior.AutoUpgrade)
            return new AutoUpgrade();
        return proto.PinnedVersion.Length > 0 ? new Pinned(WorkerDeploymentVersion.FromCanonicalString(proto.PinnedVersion)) : null;
    }

    internal Api.Workflow.V1.VersioningOverride ToProto() => this switch
    {
        Pinned pinned => new()
        {
            Pinned = new()
            {
                Behavior = (Api.Workflow.V1.VersioningOverride.Types.PinnedOverrideBehavior)pinned.Behavior,
                Version = pinned.Version.ToProto(),
            },
            Behavior = Api.Enums.V1.VersioningBehavior.Pinned,
            PinnedVersion = pinned.Version.ToCanonicalString(),
        },
        _ => new() { AutoUpgrade = true, Behavior = Api.Enums.V1.VersioningBehavior.AutoUpgrade },
    };

    /// <summary>How a pin is meant.</summary>
    public enum PinnedOverrideBehavior
    {
        /// <summary>The service decides.</summary>
        Unspecified = 0,

        /// <summary>The workflow stays on the given version.</summary>
        Pinned = 1,
    }

    /// <summary>Keeps the workflow on one version.</summary>
    /// <param name="Version">Version to stay on.</param>
    /// <param name="Behavior">How the pin is meant.</param>
    public sealed record Pinned(WorkerDeploymentVersion Version, PinnedOverrideBehavior Behavior = PinnedOverrideBehavior.Pinned)
        : VersioningOverride;

    /// <summary>Moves the workflow to the current version with its next task.</summary>
    public sealed record AutoUpgrade : VersioningOverride;
}
