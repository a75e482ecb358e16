namespace Orchestrator.Assets;

/// <summary>A folder for work in progress; it and all in it are deleted on dispose.</summary>
public sealed class WorkFolder : IDisposable
{
    /// <summary>Creates the folder.</summary>
    public WorkFolder(string path) => Path = Directory.CreateDirectory(path).FullName;

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Full path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
