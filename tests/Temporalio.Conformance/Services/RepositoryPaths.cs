namespace Temporalio.Conformance.Services;

/// <summary>Folders of the working copy the tests were built from.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Normalised histories as the real service wrote them, one file each.</summary>
    public static string Recorded { get; } = Path.Combine(Root, "tests", "Temporalio.Conformance", "Recorded");

    /// <summary>Histories exported from the real service by its own tool; may be missing.</summary>
    public static string Golden { get; } = Path.GetFullPath(Path.Combine(Root, "..", "shared", "temporal", "histories"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orchestrator.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Orchestrator.sln was not found above the test binaries.");
    }
}
