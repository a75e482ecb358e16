namespace Temporalio.Tests.Service;

/// <summary>A test that needs the real Temporal service; reported as skipped when its program is not there.</summary>
public sealed class ServiceFactAttribute : FactAttribute
{
    public ServiceFactAttribute()
    {
        if (TemporalCli.Path == null)
            Skip = "No temporal program: set TEMPORAL_CLI or put it on PATH";
    }
}
