using System.Security.Cryptography;

namespace Orchestrator.Backlot.Film;

/// <summary>Knows the pictures that were drawn here: a take that begins with one begins its own scene.</summary>
/// <param name="mediaFolder">Where the looks are kept, by the hash of their pictures.</param>
internal sealed class StillBook(string mediaFolder)
{
    private const string Extension = ".still";

    /// <summary>The looks of all of them.</summary>
    public IEnumerable<ClipLook> Looks => Directory.EnumerateFiles(mediaFolder, "*" + Extension).Select(ClipLook.Read).OfType<ClipLook>();

    /// <summary>Hash of a picture, by which it is known.</summary>
    public static string HashOf(ReadOnlySpan<byte> picture) => Convert.ToHexStringLower(SHA256.HashData(picture));

    public void Add(byte[] picture, ReadOnlySpan<byte> rgb, int width, int height)
    {
        var look = new ClipLook();
        look.Add(StartPicture.Luma(rgb), width, height);
        // Whole or not at all: others read them meanwhile.
        var part = Path.Combine(mediaFolder, $".{Guid.NewGuid():N}");
        look.Save(part);
        File.Move(part, PathOf(HashOf(picture)), overwrite: true);
    }

    public bool Holds(string hash) => File.Exists(PathOf(hash));

    private string PathOf(string hash) => Path.Combine(mediaFolder, "." + hash + Extension);
}
