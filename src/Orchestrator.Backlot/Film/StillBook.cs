using System.Security.Cryptography;
using System.Text.Json;

namespace Orchestrator.Backlot.Film;

/// <summary>Knows the pictures that were drawn here: a take that begins with one begins its own scene.</summary>
/// <param name="mediaFolder">Where the looks are kept, by the hash of their pictures.</param>
internal sealed class StillBook(string mediaFolder)
{
    private const string Extension = ".still";
    private const string NoteExtension = ".note";

    /// <summary>The looks of all of them, with the hashes of their pictures.</summary>
    public IEnumerable<(string Hash, ClipLook Look)> Looks => Directory.EnumerateFiles(mediaFolder, "*" + Extension)
        .Select(path => (Path.GetFileNameWithoutExtension(path)[1..], Look: ClipLook.Read(path)!)).Where(still => still.Look is not null);

    /// <summary>Hash of a picture, by which it is known.</summary>
    public static string HashOf(ReadOnlySpan<byte> picture) => Convert.ToHexStringLower(SHA256.HashData(picture));

    /// <summary>What is remembered of a picture; null for one that was not drawn here.</summary>
    public StillNote? Note(string hash) => File.Exists(NotePathOf(hash)) ? JsonSerializer.Deserialize<StillNote>(File.ReadAllText(NotePathOf(hash))) : null;

    public void Add(byte[] picture, ReadOnlySpan<byte> rgb, int width, int height, StillNote note)
    {
        var look = new ClipLook();
        look.Add(StartPicture.Luma(rgb), width, height);
        // Whole or not at all: others read them meanwhile.
        var part = Path.Combine(mediaFolder, $".{Guid.NewGuid():N}");
        look.Save(part);
        var hash = HashOf(picture);
        var words = part + NoteExtension;
        File.WriteAllText(words, JsonSerializer.Serialize(note));
        File.Move(words, NotePathOf(hash), overwrite: true);
        File.Move(part, PathOf(hash), overwrite: true);
    }

    public bool Holds(string hash) => File.Exists(PathOf(hash));

    private string NotePathOf(string hash) => Path.Combine(mediaFolder, "." + hash + NoteExtension);

    private string PathOf(string hash) => Path.Combine(mediaFolder, "." + hash + Extension);
}
