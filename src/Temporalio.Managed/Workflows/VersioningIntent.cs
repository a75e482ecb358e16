namespace Temporalio.Workflows;

/// <summary>Whether a command prefers workers of the same build. Kept for callers of the older worker versioning.</summary>
public enum VersioningIntent
{
    Unspecified = 0,

    /// <summary>Workers of a compatible build.</summary>
    Compatible = 1,

    /// <summary>Workers of the default build of the target queue.</summary>
    CurrentDefault = 2,
}
