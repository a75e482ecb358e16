using Temporalio.Tests.Service;

namespace Temporalio.Tests.Worker;

/// <summary>A theory that needs the real Temporal service; reported as skipped when its program is not there.</summary>
public sealed class ServiceTheoryAttribute : TheoryAttribute
{
    public ServiceTheoryAttribute()
    {
        if (TemporalCli.Path == null)
            Skip = "No temporal program: set TEMPORAL_CLI or put it on PATH";
    }
}
