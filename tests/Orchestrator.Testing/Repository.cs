namespace Orchestrator.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>Full path of its root: the folder with the solution, above the test's own.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Full path of something in it.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find(string folder) => File.Exists(System.IO.Path.Combine(folder, "Orchestrator.sln"))
        ? folder
        : Find(System.IO.Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("These tests run inside the repository."));
}
