namespace Temporalio.Workflows;

/// <summary>How the next run after a continue-as-new chooses its worker deployment version.</summary>
public enum InitialVersioningBehavior
{
    Unspecified = 0,

    /// <summary>Start on the current version.</summary>
    AutoUpgrade = 1,

    /// <summary>Start on the ramping version.</summary>
    UseRampingVersion = 2,
}
