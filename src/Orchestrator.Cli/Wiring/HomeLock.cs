namespace Orchestrator.Cli.Wiring;

/// <summary>Held by the one process that serves a home; the system lets go of it when that process ends, however it ends.</summary>
internal sealed class HomeLock : IDisposable
{
    private readonly FileStream file;

    private HomeLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or returns null when another process holds it.</summary>
    public static HomeLock? TryTake(ProductHome home)
    {
        try
        {
            return new HomeLock(new FileStream(home.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();

    // EWOULDBLOCK is 11 on Linux and 35 on macOS; ERROR_SHARING_VIOLATION is 0x80070020 on Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
