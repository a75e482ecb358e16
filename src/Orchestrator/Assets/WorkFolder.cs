namespace Orchestrator.Assets;

/// <summary>
/// A folder for work in progress; it and all in it are deleted on dispose. As long as its process lives, however it ends, the folder
/// holds a lock, so that another process can tell work from what a killed process has left.
/// </summary>
public sealed class WorkFolder : IDisposable
{
    private readonly FileStream owner;

    /// <summary>Creates the folder.</summary>
    public WorkFolder(string path)
    {
        Path = Directory.CreateDirectory(path).FullName;
        // Locked before it has its name: whoever finds it finds it locked.
        var draft = System.IO.Path.Combine(Path, ".owner.new");
        owner = new FileStream(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        System.IO.File.Move(draft, LockOf(Path));
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Full path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc />
    public void Dispose()
    {
        owner.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Swept by another process in the instant after the lock was let go.
        }
    }

    /// <summary>
    /// Whether the process that made a folder has ended: its lock is free. Of another machine's folders on a shared disk, and of those
    /// that never got a lock, nothing is known.
    /// </summary>
    internal static bool IsAbandoned(string path)
    {
        try
        {
            using var free = new FileStream(LockOf(path), FileMode.Open, FileAccess.Write, FileShare.None);
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            // Somebody holds it, or there is none.
            return false;
        }
    }

    private static string LockOf(string path) => System.IO.Path.Combine(path, $".owner-{Environment.MachineName}");
}
