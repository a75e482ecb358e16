namespace Orchestrator.Assets;

/// <summary>
/// Keeps a folder of copies under a size: what was used longest ago goes first. What was used just now stays even when the limit is
/// passed, because a tool may be reading it.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="limit">Most bytes that the copies may take.</param>
/// <param name="inUse">How long a copy may still be read after it was asked for.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class CacheRoom(string root, long limit, TimeSpan inUse, TimeProvider clock)
{
    // Room is made for more than one file, so that a full cache is not searched for each.
    private const double KeepShare = 0.9;

    private readonly Lock gate = new();
    private long? held;

    /// <summary>Notes that a copy is used now.</summary>
    /// <returns>False when it is gone.</returns>
    public bool Use(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (IOException)
        {
            // Another process made room.
            return false;
        }
    }

    /// <summary>Notes a new copy, and makes room when it was one too many.</summary>
    public void Add(long length)
    {
        lock (gate)
        {
            held = held + length ?? Copies().Sum(copy => copy.Length);
            if (held > limit)
                held = Shrink();
        }
    }

    private long Shrink()
    {
        var copies = Copies().OrderBy(copy => copy.Used).ToList();
        var total = copies.Sum(copy => copy.Length);
        var recent = clock.GetUtcNow().UtcDateTime - inUse;
        foreach (var copy in copies.TakeWhile(copy => copy.Used < recent))
        {
            if (total <= limit * KeepShare)
                break;
            File.Delete(copy.Path);
            total -= copy.Length;
        }

        return total;
    }

    // Copies lie in folders named by the first two digits of their hashes; work in progress lies elsewhere. One that another process
    // removes in the meantime does not count.
    private IEnumerable<(string Path, long Length, DateTime Used)> Copies() =>
        from folder in new DirectoryInfo(root).EnumerateDirectories("??")
        from file in folder.EnumerateFiles()
        where file.Exists
        select (file.FullName, file.Length, file.LastWriteTimeUtc);
}
