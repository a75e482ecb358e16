using Amazon.Runtime;

namespace Orchestrator.Assets.S3;

/// <summary>Where a bucket is and how to deal with it.</summary>
public sealed record S3Options
{
    /// <summary>Name of the bucket; it must exist.</summary>
    public required string Bucket { get; init; }

    /// <summary>What every key begins with: empty, or a path that ends with a slash.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Address of a server that is not Amazon's own, asked for <c>/bucket/key</c>; null is Amazon's.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Region; null takes it from AWS_REGION or the profile, as every AWS tool does.</summary>
    public string? Region { get; init; }

    /// <summary>Credentials; null takes the usual chain: environment, profile, container, instance.</summary>
    public AWSCredentials? Credentials { get; init; }

    /// <summary>From how many bytes a file is sent in parts. 64 MB by default.</summary>
    public long PartsFrom { get; init; } = 64_000_000;

    /// <summary>Bytes of one part and of one ranged read; S3 takes parts of at least 5 MiB. 16 MiB by default.</summary>
    public int PartSize { get; init; } = 16 << 20;

    /// <summary>Parts that travel at once. 4 by default.</summary>
    public int ParallelParts { get; init; } = 4;

    /// <summary>Most bytes that the local copies may take. 20 GB by default; what was used in the last <see cref="InUse"/> stays in any case.</summary>
    public long CacheLimit { get; init; } = 20_000_000_000;

    /// <summary>How long a local copy may still be read after it was asked for: longer than any activity works. 15 minutes by default.</summary>
    public TimeSpan InUse { get; init; } = TimeSpan.FromMinutes(15);
}
