using System.Text.RegularExpressions;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>Reads the characters, products and places of a brief, and takes their pictures into the asset store.</summary>
internal sealed partial class LikenessReader(Ffmpeg ffmpeg, IAssetStore assets, string folder)
{
    private const int Most = 12;
    private const int LongestName = 40;

    // Kling takes no picture with a shorter side.
    private const int SmallestSide = 300;

    private static readonly (string Field, LikenessKind Kind, string Expected)[] Lists =
    [
        ("characters", LikenessKind.Character, "a list of characters, each with name, description and perhaps a picture"),
        ("products", LikenessKind.Product, "a list of products, each with name, description and perhaps a picture"),
        ("places", LikenessKind.Place, "a list of places, each with name, description and perhaps a picture"),
    ];

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg",
    };

    /// <summary>The likenesses, in the order of the three lists; what is wrong with them is noted.</summary>
    public async Task<IReadOnlyList<Likeness>> ReadAsync(BriefNode root, IReadOnlyList<string> treatment, CancellationToken cancellationToken)
    {
        List<Likeness> found = [];
        foreach (var (field, kind, expected) in Lists)
        {
            foreach (var node in root.Children(field, expected))
                found.Add(await ReadAsync(node, kind, found, treatment, cancellationToken));
        }

        if (found.Count > Most)
            root.Complain(Lists.First(list => root.Has(list.Field)).Field, $"expected at most {Most} characters, products and places together, found {found.Count}");
        return found;
    }

    private async Task<Likeness> ReadAsync(BriefNode node, LikenessKind kind, List<Likeness> before, IReadOnlyList<string> treatment, CancellationToken cancellationToken)
    {
        var name = node.Text("name", $"a name of at most {LongestName} characters, as the treatment says it", fits: text => text.Length <= LongestName && Id(text).Length > 0);
        var description = node.Text("description", "what it looks like, e.g. a woman of sixty in a yellow raincoat");
        var picture = await PictureAsync(node, cancellationToken);
        node.RefuseUnknown();
        var id = Id(name);
        if (before.Any(other => other.Id == id && id.Length > 0))
            node.Complain("name", $"there is another likeness called {name}; each needs a name of its own");
        else if (ShotName().IsMatch(id))
            node.Complain("name", $"{name} is how shots are called; give another name");
        else if (name.Length > 0 && treatment.Count > 0 && treatment.All(beat => Lexicon.At(beat, name) < 0))
            node.Complain("name", $"no beat of the treatment names {name}");
        return new Likeness(id, kind, name, description.TrimEnd('.')) { Picture = picture };
    }

    private async Task<AssetRef?> PictureAsync(BriefNode node, CancellationToken cancellationToken)
    {
        const string expected = "the path of a PNG or JPEG picture, from the folder of the brief";
        if (!node.Has("picture"))
            return null;
        var path = Path.Combine(folder, node.Text("picture", expected));
        if (!File.Exists(path))
        {
            node.Complain("picture", $"there is no file {path}");
            return null;
        }

        if (!MediaTypes.TryGetValue(Path.GetExtension(path), out var mediaType) || await new ClipProbe(ffmpeg).ReadAsync(path, cancellationToken) is not { Size.Width: > 0 } facts)
        {
            node.Complain("picture", $"expected {expected}, found {path}");
            return null;
        }

        if (Math.Min(facts.Size.Width, facts.Size.Height) < SmallestSide)
            node.Complain("picture", $"{path} is {facts.Size}; models take no reference with a side under {SmallestSide} pixels");
        return await assets.AddFileAsync(path, mediaType, cancellationToken);
    }

    private static string Id(string name) => Separators().Replace(name.ToLowerInvariant(), "-").Trim('-');

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"^s\d+$")]
    private static partial Regex ShotName();
}
