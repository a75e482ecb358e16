using System.Runtime.CompilerServices;

namespace Temporalio.Tests.Service;

/// <summary>Finds the program of the real Temporal service: TEMPORAL_CLI, then PATH, then beside the repository.</summary>
public static class TemporalCli
{
    public const string MissingReason = "No temporal program: set TEMPORAL_CLI or put it on PATH";

    public static string? Path { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TEMPORAL_CLI") is { Length: > 0 } named)
            return File.Exists(named) ? named : null;
        var places = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(System.IO.Path.PathSeparator)
            .Append(System.IO.Path.Combine(RepositoryRoot(), "..", "shared", "temporal", "bin"));
        return places.Where(p => p.Length > 0).Select(p => System.IO.Path.Combine(p, "temporal")).FirstOrDefault(File.Exists);
    }

    private static string RepositoryRoot([CallerFilePath] string thisFile = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
