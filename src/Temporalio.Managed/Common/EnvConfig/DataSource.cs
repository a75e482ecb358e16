using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>Bytes that are given directly or stand in a file.</summary>
public sealed class DataSource
{
    private DataSource(string? path, byte[]? data)
    {
        Path = path;
        Data = data;
    }

    /// <summary>Gets the path of the file, if the bytes stand in one.</summary>
    public string? Path { get; }

    /// <summary>Gets the bytes, if they were given directly.</summary>
    public byte[]? Data { get; }

    /// <summary>Makes a source of a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The source.</returns>
    public static DataSource FromPath(string path) => new(path, null);

    /// <summary>Makes a source of text.</summary>
    /// <param name="content">Text.</param>
    /// <returns>The source.</returns>
    public static DataSource FromUTF8String(string content) => new(null, Encoding.UTF8.GetBytes(content));

    /// <summary>Makes a source of bytes.</summary>
    /// <param name="data">Bytes.</param>
    /// <returns>The source.</returns>
    public static DataSource FromBytes(byte[] data) => new(null, data);

    /// <summary>Reads what <see cref="ToDictionary"/> wrote.</summary>
    /// <param name="dictionary">A dictionary with <c>path</c> or <c>data</c>.</param>
    /// <returns>The source; null for no dictionary or an empty one.</returns>
    /// <exception cref="ArgumentException">The dictionary holds something else.</exception>
    public static DataSource? FromDictionary(IReadOnlyDictionary<string, string>? dictionary)
    {
        if (dictionary == null || dictionary.Count == 0)
            return null;
        if (dictionary.TryGetValue("path", out var path))
            return FromPath(path);
        return dictionary.TryGetValue("data", out var data)
            ? FromUTF8String(data)
            : throw new ArgumentException("Data source must have path or data", nameof(dictionary));
    }

    /// <summary>Gets the bytes, from the file if need be.</summary>
    /// <returns>The bytes.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[]? GetBytes() => Data ?? (Path == null ? null : File.ReadAllBytes(Path));

    /// <summary>Writes the source as a dictionary with <c>path</c> or <c>data</c>.</summary>
    /// <returns>The dictionary.</returns>
    public Dictionary<string, string>? ToDictionary() => Path != null
        ? new() { ["path"] = Path }
        : new() { ["data"] = Encoding.UTF8.GetString(Data ?? []) };
}
