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
        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Segments is [_, "files/", var id] && Find(id) is { } path
            ? File.ReadAllBytes(path)
            : null;
    }

    public void Reset()
    {
        foreach (var file in new[] { media, uploads }.SelectMany(Directory.EnumerateFiles))
            File.Delete(file);
    }

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
