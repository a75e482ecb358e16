using Orchestrator.Testing;

namespace Orchestrator.Tests.Assets;

/// <summary>As <see cref="S3FactAttribute"/>, for several cases.</summary>
public sealed class S3TheoryAttribute : TheoryAttribute
{
    /// <summary>Looks for the program.</summary>
    public S3TheoryAttribute()
    {
        if (S3Server.Program is null)
            Skip = "No S3-compatible server was found: put `s3-server` into ../shared/s3.";
    }
}
