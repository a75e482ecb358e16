using System.Globalization;
using Amazon.Runtime;
using Orchestrator.Assets.S3;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Where media and the records of purchases are, as ORCHESTRATOR_ASSETS says: in the home folder when it says nothing, in a bucket
/// (<c>s3://bucket/prefix</c>) or in another folder for workers on several machines.
/// </summary>
internal sealed class StorageSettings
{
    private const string Variable = "ORCHESTRATOR_ASSETS";
    private const string Scheme = "s3://";

    private StorageSettings(string? folder, S3Options? bucket) => (Folder, Bucket) = (folder, bucket);

    /// <summary>In the home folder.</summary>
    public static StorageSettings InHome { get; } = new(null, null);

    /// <summary>A folder that is not the home's; null when there is none.</summary>
    public string? Folder { get; }

    /// <summary>The bucket; null when there is none.</summary>
    public S3Options? Bucket { get; }

    /// <summary>Whether workers with other home folders see the same media and the same records.</summary>
    public bool IsShared => Folder is not null || Bucket is not null;

    /// <summary>The caller's settings.</summary>
    /// <exception cref="CommandException">One of them is not what it should be.</exception>
    public static StorageSettings Of(Caller caller)
    {
        if (caller.Variable(Variable) is not { } place)
            return InHome;
        if (!place.Contains("://", StringComparison.Ordinal))
            return new(caller.Path(place), null);
        var (name, prefix) = place.StartsWith(Scheme, StringComparison.Ordinal) ? Split(place[Scheme.Length..].Trim('/')) : ("", "");
        if (name.Length == 0)
            throw new CommandException($"{Variable} is `{place}`.", "Write s3://BUCKET/PREFIX or a folder.", ExitCode.Usage);
        var options = new S3Options
        {
            Bucket = name,
            Prefix = prefix,
            Endpoint = Endpoint(caller),
            Credentials = Credentials(caller),
            Region = caller.Variable("AWS_REGION") ?? caller.Variable("AWS_DEFAULT_REGION"),
        };
        return new(null, caller.Variable("ORCHESTRATOR_ASSETS_CACHE") is { } size ? options with { CacheLimit = Bytes(size) } : options);
    }

    /// <summary>In words.</summary>
    public override string ToString() => Bucket is not null ? $"{Scheme}{Bucket.Bucket}/{Bucket.Prefix}" : Folder ?? "the home folder";

    private static (string Bucket, string Prefix) Split(string place) =>
        place.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? (place[..slash], place[(slash + 1)..] + "/") : (place, "");

    // Named outright, in files or in a vault; otherwise null, and the SDK looks where every AWS tool looks.
    private static AWSCredentials? Credentials(Caller caller)
    {
        if (caller.Variable("AWS_ACCESS_KEY_ID") is not { } access || caller.Variable("AWS_SECRET_ACCESS_KEY") is not { } secret)
            return null;
        var secrets = new Secrets();
        (access, secret) = (secrets.Reveal("AWS_ACCESS_KEY_ID", access), secrets.Reveal("AWS_SECRET_ACCESS_KEY", secret));
        return caller.Variable("AWS_SESSION_TOKEN") is { } token
            ? new SessionAWSCredentials(access, secret, secrets.Reveal("AWS_SESSION_TOKEN", token))
            : new BasicAWSCredentials(access, secret);
    }

    private static Uri? Endpoint(Caller caller)
    {
        string[] names = ["ORCHESTRATOR_ASSETS_ENDPOINT", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"];
        if (names.FirstOrDefault(name => caller.Variable(name) is not null) is not { } named)
            return null;
        return Uri.TryCreate(caller.Variable(named), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandException($"{named} is `{caller.Variable(named)}`, which is not an http address.", $"Correct it, or unset {named} to use Amazon's own.", ExitCode.Usage);
    }

    private static long Bytes(string size)
    {
        var text = size.Replace(" ", "", StringComparison.Ordinal);
        return text.EndsWith("GB", StringComparison.OrdinalIgnoreCase) && double.TryParse(text[..^2], NumberStyles.Float, CultureInfo.InvariantCulture, out var giga) && giga > 0
            ? (long)(giga * 1e9)
            : throw new CommandException($"ORCHESTRATOR_ASSETS_CACHE is `{size}`.", "Write a size such as 20GB.", ExitCode.Usage);
    }
}
