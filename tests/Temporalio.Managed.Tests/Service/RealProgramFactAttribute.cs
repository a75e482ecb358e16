namespace Temporalio.Tests.Service;

/// <summary>A test of the real service's program itself; reported as skipped when it is not there.</summary>
public sealed class RealProgramFactAttribute : FactAttribute
{
    public RealProgramFactAttribute()
    {
        if (TemporalCli.Path == null)
            Skip = TemporalCli.MissingReason;
    }
}
