namespace Orchestrator.Tests.Durability;

/// <summary>A test that needs Temporal's own service; reported as skipped, with the reason, where its program is missing.</summary>
public sealed class RealServiceFactAttribute : FactAttribute
{
    /// <summary>Looks for the program.</summary>
    public RealServiceFactAttribute()
    {
        if (RealService.Program is null)
            Skip = "Temporal's own service was not found: set TEMPORAL_CLI, or put `temporal` on PATH or in ../shared/temporal/bin.";
    }
}
