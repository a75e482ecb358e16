namespace Temporalio.Common;

/// <summary>What happens to a running workflow when its worker deployment moves to another version.</summary>
public enum VersioningBehavior
{
    /// <summary>The service decides.</summary>
    Unspecified = 0,

    /// <summary>The workflow stays on the version it began with.</summary>
    Pinned = 1,

    /// <summary>The workflow moves to the current version with its next task.</summary>
    AutoUpgrade = 2,
}
