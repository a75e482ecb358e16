using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Orchestrator.Assets.S3;

/// <summary>
/// One bucket as the stores need it: objects that are written once and never changed. Storing is no purchase, so the SDK may repeat
/// its calls: a picture that was paid for is not lost to one dropped connection.
/// </summary>
public sealed class S3Bucket : IDisposable
{
    private const int MostConflicts = 5;
    private const int MostResumes = 5;

    private readonly S3Options options;
    private readonly AmazonS3Client client;

    /// <summary>A client of the bucket; nothing is asked of it yet.</summary>
    public S3Bucket(S3Options options)
    {
        this.options = options;
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            MaxErrorRetry = 4,
            // Assets are named by their SHA-256 and checked by it: other servers than Amazon's need not know newer checksums.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (options.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.ForcePathStyle = true;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        client = options.Credentials is { } credentials ? new AmazonS3Client(credentials, config) : new AmazonS3Client(config);
    }

    /// <summary>Where it is, for messages.</summary>
    public string Name => $"s3://{options.Bucket}/{options.Prefix}";

    /// <summary>Length of an object in bytes, or null when there is none.</summary>
    public Task<long?> LengthAsync(string key, CancellationToken cancellationToken) => GuardAsync<long?>(async () =>
    {
        try
        {
            return (await client.GetObjectMetadataAsync(options.Bucket, Key(key), cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    });

    /// <summary>A small object whole, or null when there is none.</summary>
    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        try
        {
            using var answer = await client.GetObjectAsync(options.Bucket, Key(key), cancellationToken);
            using var bytes = new MemoryStream();
            await answer.ResponseStream.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }
        catch (AmazonS3Exception exception) when (exception is { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" })
        {
            return null;
        }
    });

    /// <summary>Writes an object that does not exist yet.</summary>
    /// <returns>False when there is one already.</returns>
    public Task<bool> TryCreateAsync(string key, ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellationToken) =>
        TryCreateAsync(key, () => new MemoryStream(bytes.ToArray(), writable: false), mediaType, cancellationToken);

    /// <summary>Writes a file as an object that does not exist yet, in parts when it is large.</summary>
    /// <returns>False when there is one already.</returns>
    public Task<bool> TryCreateFileAsync(string key, string path, string mediaType, CancellationToken cancellationToken) =>
        new FileInfo(path).Length >= options.PartsFrom
            ? GuardAsync(() => InPartsAsync(key, path, mediaType, cancellationToken))
            : TryCreateAsync(key, () => File.OpenRead(path), mediaType, cancellationToken);

    /// <summary>Brings an object of known length into a file by ranges, several at once, each going on where it broke off.</summary>
    /// <returns>False when there is no such object.</returns>
    public Task<bool> DownloadAsync(string key, string path, long length, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        if (await LengthAsync(key, cancellationToken) is not { } held)
            return false;
        if (held != length)
            throw new AssetException($"{Name}{key} has {held} bytes and should have {length}: somebody else wrote it. Delete it, and run the step again that made it.");
        using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.Asynchronous, length);
        var starts = Enumerable.Range(0, (int)((length + options.PartSize - 1) / options.PartSize)).Select(part => (long)part * options.PartSize);
        await Parallel.ForEachAsync(
            starts,
            new ParallelOptions { MaxDegreeOfParallelism = options.ParallelParts, CancellationToken = cancellationToken },
            async (start, stop) => await RangeAsync(key, file, start, Math.Min(start + options.PartSize, length), stop));
        return true;
    });

    /// <summary>The keys that begin with a prefix, in order, from after a key on.</summary>
    public async IAsyncEnumerable<string> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var page = await GuardAsync(() => client.ListObjectsV2Async(
                new() { BucketName = options.Bucket, Prefix = Key(prefix), StartAfter = after is null ? null : Key(after), ContinuationToken = next }, cancellationToken));
            foreach (var entry in page.S3Objects ?? [])
                yield return entry.Key[options.Prefix.Length..];
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private Task<bool> TryCreateAsync(string key, Func<Stream> open, string mediaType, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        for (var conflicts = 1; ; conflicts++)
        {
            try
            {
                await using var stream = open();
                await client.PutObjectAsync(
                    new() { BucketName = options.Bucket, Key = Key(key), InputStream = stream, ContentType = mediaType, IfNoneMatch = "*", AutoCloseStream = false },
                    cancellationToken);
                return true;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
            catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Conflict && conflicts < MostConflicts)
            {
                // Somebody writes the same object right now; one of both succeeds.
            }
        }
    });

    private async Task<bool> InPartsAsync(string key, string path, string mediaType, CancellationToken cancellationToken)
    {
        var upload = (await client.InitiateMultipartUploadAsync(
            new() { BucketName = options.Bucket, Key = Key(key), ContentType = mediaType }, cancellationToken)).UploadId;
        try
        {
            var length = new FileInfo(path).Length;
            var tags = new PartETag[(length + options.PartSize - 1) / options.PartSize];
            await Parallel.ForEachAsync(
                Enumerable.Range(0, tags.Length),
                new ParallelOptions { MaxDegreeOfParallelism = options.ParallelParts, CancellationToken = cancellationToken },
                async (part, stop) => tags[part] = await PartAsync(key, upload, path, part, length, stop));
            await client.CompleteMultipartUploadAsync(
                new() { BucketName = options.Bucket, Key = Key(key), UploadId = upload, PartETags = [.. tags], IfNoneMatch = "*" }, cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            await AbandonAsync(key, upload);
            // 409 is somebody who completes the same object at the same moment; it counts once it is there.
            var taken = (exception as AmazonS3Exception)?.StatusCode;
            if (taken == HttpStatusCode.PreconditionFailed || (taken == HttpStatusCode.Conflict && await LengthAsync(key, cancellationToken) is not null))
                return false;
            throw;
        }
    }

    private async Task<PartETag> PartAsync(string key, string upload, string path, int part, long length, CancellationToken cancellationToken)
    {
        var start = (long)part * options.PartSize;
        var answer = await client.UploadPartAsync(
            new()
            {
                BucketName = options.Bucket,
                Key = Key(key),
                UploadId = upload,
                PartNumber = part + 1,
                FilePath = path,
                FilePosition = start,
                PartSize = Math.Min(options.PartSize, length - start),
            },
            cancellationToken);
        return new(part + 1, answer.ETag);
    }

    // Parts of an upload that nobody finishes cost storage until the bucket's own rule removes them.
    private async Task AbandonAsync(string key, string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(options.Bucket, Key(key), upload, CancellationToken.None);
        }
        catch (AmazonServiceException)
        {
            // What ended the upload matters more.
        }
    }

    private async Task RangeAsync(string key, Microsoft.Win32.SafeHandles.SafeFileHandle file, long start, long end, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        for (var breaks = 0; start < end;)
        {
            try
            {
                using var answer = await client.GetObjectAsync(
                    new() { BucketName = options.Bucket, Key = Key(key), ByteRange = new ByteRange(start, end - 1) }, cancellationToken);
                for (int read; start < end && (read = await answer.ResponseStream.ReadAsync(buffer, cancellationToken)) > 0; start += read)
                    await RandomAccess.WriteAsync(file, buffer.AsMemory(0, (int)Math.Min(read, end - start)), start, cancellationToken);
                if (start < end)
                    throw new IOException($"The answer ended {end - start} bytes too soon.");
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException && ++breaks <= MostResumes)
            {
                // It goes on with the first byte that is missing.
            }
        }
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is AmazonClientException or AmazonServiceException)
        {
            throw new AssetException($"The bucket {Name} cannot be used: {exception.Message} Check ORCHESTRATOR_ASSETS, its endpoint and the AWS_ credentials.", exception);
        }
    }

    private string Key(string key) => options.Prefix + key;
}
