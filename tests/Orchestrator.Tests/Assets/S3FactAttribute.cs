using Orchestrator.Testing;

namespace Orchestrator.Tests.Assets;

/// <summary>A test that needs a real S3-compatible server; reported as skipped, with the reason, where its program is missing.</summary>
public sealed class S3FactAttribute : FactAttribute
{
    /// <summary>Looks for the program.</summary>
    public S3FactAttribute()
    {
        if (S3Server.Program is null)
            Skip = "No S3-compatible server was found: put `s3-server` into ../shared/s3.";
    }
}
