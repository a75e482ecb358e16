using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Orchestrator.Assets.Records;

/// <summary>Records as files of a folder, shared by the processes that see it.</summary>
public sealed partial class FolderRecordStore : IRecordStore
{
    private const int Exists = 17;

    private readonly string root;

    /// <summary>Opens or creates the folder.</summary>
    public FolderRecordStore(string root) => this.root = Directory.CreateDirectory(root).FullName;

    /// <inheritdoc />
    public async Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(root, name);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path, cancellationToken) : null;
    }

    /// <inheritdoc />
    public async Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Guid.NewGuid():N}";
        await using (var stream = new FileStream(draft, FileMode.CreateNew))
        {
            await stream.WriteAsync(content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            return Link(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<string> ListAsync(string prefix, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        var folder = Path.Combine(root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
            yield break;
        var names = Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(name, after) > 0));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return name;
        }
    }

    // One step of the file system: of two that try, one gets the name, and whoever reads it finds the whole content. Moving a file is
    // not: it looks whether the name is free, and then takes it.
    private static bool Link(string existing, string name)
    {
        if (CreateHardLink(existing, name) == 0)
            return true;
        var error = Marshal.GetLastPInvokeError();
        return error == Exists ? false : throw new IOException($"{name} cannot be written: {Marshal.GetPInvokeErrorMessage(error)}.");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateHardLink(string existing, string name);
}
