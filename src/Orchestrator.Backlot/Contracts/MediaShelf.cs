using System.Security.Cryptography;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The files that the CDN serves: rendered media and uploads, by id.</summary>
internal sealed class MediaShelf
{
    private readonly string media;
    private readonly string uploads;

    public MediaShelf(string dataFolder)
    {
        media = Directory.CreateDirectory(Path.Combine(dataFolder, "media")).FullName;
        uploads = Directory.CreateDirectory(Path.Combine(dataFolder, "uploads")).FullName;
    }

    public string MediaFolder => media;

    public string UploadPath(string id) => Path.Combine(uploads, id);

    /// <summary>Path of an existing file, or null.</summary>
    public string? Find(string id)
    {
        if (id.Length == 0 || id[0] == '.' || !id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
            return null;
        return new[] { Path.Combine(media, id), UploadPath(id) }.FirstOrDefault(File.Exists);
    }

    /// <summary>The bytes behind a data URI or an address of this server's CDN; null when there are none.</summary>
    public byte[]? Load(string address)
    {
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return FromDataUri(address);
        return Id(address) is { } id && Find(id) is { } path ? File.ReadAllBytes(path) : null;
    }

    /// <summary>Keeps what is at an address as long as the Backlot keeps anything; its id, or null when there is nothing.</summary>
    public string? Keep(string address)
    {
        if (Id(address) is { } known && Find(known) is not null)
            return known;
        if (Load(address) is not { } bytes)
            return null;
        var id = $"input-{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
        if (Find(id) is null)
        {
            // Whole or not at all: two requests may bring the same.
            var part = UploadPath($".{Guid.NewGuid():N}");
            File.WriteAllBytes(part, bytes);
            File.Move(part, UploadPath(id), overwrite: true);
        }

        return id;
    }

    public void Reset()
    {
        foreach (var file in new[] { media, uploads }.SelectMany(Directory.EnumerateFiles))
            File.Delete(file);
    }

    private static string? Id(string address)
        => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Segments is [_, "files/", var id] ? id : null;

    private static byte[]? FromDataUri(string address)
    {
        var comma = address.IndexOf(',');
        if (comma < 0 || !address.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            return null;
        var text = address.AsSpan(comma + 1);
        var data = new byte[text.Length * 3 / 4 + 3];
        return Convert.TryFromBase64Chars(text, data, out var length) ? data[..length] : null;
    }
}
