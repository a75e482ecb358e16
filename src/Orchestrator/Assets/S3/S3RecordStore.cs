using Orchestrator.Assets.Records;

namespace Orchestrator.Assets.S3;

/// <summary>Records as objects of a bucket, under <c>records/</c>.</summary>
public sealed class S3RecordStore(S3Bucket bucket) : IRecordStore
{
    private const string Folder = "records/";

    /// <inheritdoc />
    public Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken = default) => bucket.ReadAsync(Folder + name, cancellationToken);

    /// <inheritdoc />
    public Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default) =>
        bucket.TryCreateAsync(Folder + name, content, "application/json", cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(
        string prefix, string? after = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var key in bucket.ListAsync(Folder + prefix, after is null ? null : Folder + after, cancellationToken))
            yield return key[Folder.Length..];
    }
}
