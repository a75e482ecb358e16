namespace Temporalio.Conformance.Services;

/// <summary>Where Temporal's own command line tool is, if anywhere.</summary>
public static class RealServiceBinary
{
    public const string MissingReason =
        "The real Temporal service was not found: set TEMPORAL_CLI, or put `temporal` on PATH or in ../shared/temporal/bin.";

    private static readonly Lazy<string?> Found = new(Find);

    /// <summary>The path of the tool, or null.</summary>
    public static string? Path => Found.Value;

    private static string? Find()
    {
        var configured = Environment.GetEnvironmentVariable("TEMPORAL_CLI");
        if (!string.IsNullOrEmpty(configured))
        {
            // Set but wrong is an error of the caller, not a reason to skip.
            return File.Exists(configured) ? configured : throw new FileNotFoundException("TEMPORAL_CLI names no file.", configured);
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        return folders.Where(folder => folder.Length > 0)
            .Append(System.IO.Path.Combine(RepositoryPaths.Root, "..", "shared", "temporal", "bin"))
            .Select(folder => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, "temporal")))
            .FirstOrDefault(File.Exists);
    }
}
