using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Orchestrator.Assets.S3;
using Temporalio.Conformance.Services;

namespace Orchestrator.Testing;

/// <summary>A real S3-compatible server over a folder, as a child process.</summary>
public sealed class S3Server : IAsyncDisposable
{
    private const string AccessKey = "films-access-71d2";
    private const string SecretKey = "films-secret-5d1c";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly TempFolder folder;

    private S3Server(Process process, TempFolder folder, Uri address) => (this.process, this.folder, Address) = (process, folder, address);

    /// <summary>Full path of the program, or null.</summary>
    public static string? Program { get; } = Repository.Path("..", "shared", "s3", "s3-server") is { } path && File.Exists(path) ? Path.GetFullPath(path) : null;

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>What a process needs in its environment to use a bucket of it.</summary>
    public IReadOnlyDictionary<string, string?> Environment(string bucket) => new Dictionary<string, string?>
    {
        ["ORCHESTRATOR_ASSETS"] = $"s3://{bucket}/films",
        ["ORCHESTRATOR_ASSETS_ENDPOINT"] = Address.ToString(),
        ["AWS_ACCESS_KEY_ID"] = AccessKey,
        ["AWS_SECRET_ACCESS_KEY"] = SecretKey,
    };

    /// <summary>Where it keeps what it holds.</summary>
    public string Folder => folder.Path;

    /// <summary>The secrets in that environment.</summary>
    public static IReadOnlyList<string> Secrets { get; } = [AccessKey, SecretKey];

    /// <summary>Options for a bucket of it.</summary>
    public S3Options Options(string bucket) => new()
    {
        Bucket = bucket,
        Prefix = "films/",
        Endpoint = Address,
        Credentials = new BasicAWSCredentials(AccessKey, SecretKey),
    };

    /// <summary>Starts it on a free port with one bucket, and waits until it answers.</summary>
    public static async Task<S3Server> StartAsync(string bucket)
    {
        var folder = new TempFolder();
        var port = FreePort.Next();
        var start = new ProcessStartInfo(Program!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { folder.File("data"), $"{port}", AccessKey, SecretKey })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new S3Server(process, folder, new($"http://127.0.0.1:{port}/"));
        await server.CreateAsync(bucket);
        return server;
    }

    /// <summary>The objects of a bucket, by key, with their lengths.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ObjectsAsync(string bucket)
    {
        using var client = Client();
        Dictionary<string, long> objects = [];
        string? next = null;
        do
        {
            var page = await client.ListObjectsV2Async(new() { BucketName = bucket, ContinuationToken = next });
            foreach (var entry in page.S3Objects ?? [])
                objects[entry.Key] = entry.Size ?? 0;
            next = page.IsTruncated == true ? page.NextContinuationToken : null;
        }
        while (next is not null);
        return objects;
    }

    /// <summary>A client of it, for what the product does not do.</summary>
    public AmazonS3Client Client() =>
        new(new BasicAWSCredentials(AccessKey, SecretKey), new AmazonS3Config { ServiceURL = Address.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Dispose();
    }

    private async Task CreateAsync(string bucket)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Between);
        using var client = Client();
        while (true)
        {
            try
            {
                await client.PutBucketAsync(bucket, patience.Token);
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or AmazonClientException && !process.HasExited)
            {
                // It is still starting.
                await timer.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
