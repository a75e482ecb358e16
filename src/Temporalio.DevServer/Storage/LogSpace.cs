using Microsoft.Win32.SafeHandles;

namespace Temporalio.DevServer.Storage;

/// <summary>
/// Room for the write-ahead log, laid out once. A commit into space that the file has costs about half of one that makes the
/// file longer, and it waits for nobody: to lengthen a file is a change of the file system, which goes to disk together with
/// those of all other programs. SQLite takes no notice of what follows its last frame, since it carries no valid checksum.
/// </summary>
internal static class LogSpace
{
    /// <summary>Pages after which SQLite moves the log into the database and begins it anew.</summary>
    public const int Pages = 4000;

    private const int LogHeaderBytes = 32;
    private const int FrameBytes = 4096 + 24;
    private const int ChunkBytes = 1024 * 1024;

    /// <summary>The step that brings the log to its end goes beyond it.</summary>
    private const int FramesToSpare = 100;

    public const long Bytes = LogHeaderBytes + ((long)(Pages + FramesToSpare) * FrameBytes);

    /// <summary>
    /// Makes the log as long as it will get. Called by its only writer between two steps. A disk without that much room, or a
    /// file system without such a log, has to do without: commits take their time then, and nothing else changes.
    /// </summary>
    public static void LayOut(string logFile)
    {
        if (!File.Exists(logFile)) return;
        using var log = File.OpenHandle(logFile, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        var used = RandomAccess.GetLength(log);
        try
        {
            Fill(log, used);
        }
        catch (IOException)
        {
            RandomAccess.SetLength(log, used);
        }
    }

    /// <summary>Written and not only reserved: to turn reserved space into used space is a change of the file system, too.</summary>
    private static void Fill(SafeFileHandle log, long from)
    {
        var zeros = new byte[ChunkBytes];
        for (var at = from; at < Bytes; at += ChunkBytes) RandomAccess.Write(log, zeros.AsSpan(0, (int)Math.Min(ChunkBytes, Bytes - at)), at);
        RandomAccess.FlushToDisk(log);
    }
}
