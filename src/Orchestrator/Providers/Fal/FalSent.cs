using System.Globalization;
using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>Everything that films may send to a row's endpoints: each length, size, shape, reference, cut and edit that the row allows, as the client writes it.</summary>
internal static class FalSent
{
    private const string Place = "https://media.example/file";
    private static readonly AssetRef Picture = new(new string('0', 64), 1, "image/png");
    private static readonly AssetRef Clip = new(new string('1', 64), 1, "video/mp4");
    private static readonly AssetRef Heard = new(new string('2', 64), 1, "audio/mpeg");

    private static readonly ShotFields Silent = new(
        new("a cup"),
        new(Warmth.Neutral, LightQuality.Soft, LightDirection.Front, TimeOfDay.Day),
        new(["amber"]),
        new(Framing.Medium, 50, 50),
        new(Stance.Still, Gesture.Relaxed, Facing.Camera),
        new("a cafe", Weather.Clear),
        new(CameraMove.Locked, Pace.Slow),
        new(MotionLevel.Gentle),
        new(),
        new(null));

    /// <summary>The bodies by endpoint.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Of(ModelRow row) => row.Kind == ModelKind.Image ? Pictures(row) : new Dictionary<string, IReadOnlyList<JsonObject>>
    {
        [row.Endpoint] = [.. Requests(row).Where(request => FalInput.Problem(request, row) is null).Select(request => FalInput.Write(request, row, _ => Place))],
    };

    private static Dictionary<string, IReadOnlyList<JsonObject>> Pictures(ModelRow row)
    {
        var sizes = Sizes(row, [768, 1080]).ToList();
        var bodies = new Dictionary<string, IReadOnlyList<JsonObject>> { [FalImageModel.Endpoint(row, references: false)] = [.. sizes.Select(size => FalImageModel.Write("a cup", size, row, []))] };
        if (row.References.Images > 0)
            bodies[FalImageModel.Endpoint(row, references: true)] = [.. sizes.Select(size => FalImageModel.Write("a cup", size, row, [.. Enumerable.Repeat(Place, row.References.Images)]))];
        return bodies;
    }

    private static IEnumerable<TakeRequest> Requests(ModelRow row)
    {
        var plain = Plain(row);
        foreach (var seconds in row.Seconds)
            yield return plain with { Seconds = seconds };
        foreach (var size in Sizes(row, row.Lines))
            yield return plain with { Size = size };
        yield return plain with { Fields = plain.Fields with { Audio = new("rain") } };
        yield return plain with { Seed = uint.MaxValue };
        if (row.Input.EndImage is not null)
            yield return plain with { EndFrame = Picture };
        foreach (var references in References(row))
            yield return plain with { References = references };
        foreach (var cuts in Cuts(row))
            yield return plain with { Seconds = cuts[0].Seconds, Cuts = [.. cuts.Skip(1)] };
        foreach (var source in Sources(row))
            yield return plain with { Source = source };
    }

    private static TakeRequest Plain(ModelRow row) => new("s01", row.Name, Silent, row.Seconds[0], 1, Picture, Sizes(row, row.Lines).First())
    {
        EndFrame = row.Input.EndNeeded ? Picture : null,
        References = row.Input.Form == "references" ? References(row).First() : null,
        Source = Sources(row).FirstOrDefault(),
        Extends = row.Input.Form == "extend" ? new(Clip, 1) : null,
    };

    // Each of another purpose, as many as there may be of each kind; and several of the same one.
    private static IEnumerable<IReadOnlyList<TakeReference>> References(ModelRow row)
    {
        var limits = row.References;
        (ReferenceKind Kind, AssetRef Asset, int Most)[] kinds = [(ReferenceKind.Image, Picture, limits.Images), (ReferenceKind.Video, Clip, limits.Videos), (ReferenceKind.Audio, Heard, limits.Audio)];
        foreach (var (kind, asset, most) in kinds.Where(kind => kind.Most > 0))
        {
            TakeReference[] beside = kind == ReferenceKind.Audio ? [new(ReferenceKind.Image, Picture, "the place")] : [];
            yield return [.. beside, .. Enumerable.Range(1, Math.Min(most, limits.Total - beside.Length)).Select(number => new TakeReference(kind, asset, $"the thing {number.ToString(CultureInfo.InvariantCulture)}"))];
        }

        if (limits.Images > 0)
            yield return [.. Enumerable.Repeat(new TakeReference(ReferenceKind.Image, Picture, "the thing"), Math.Min(limits.Images, 4))];
    }

    private static IEnumerable<IReadOnlyList<TakeCut>> Cuts(ModelRow row)
    {
        if (row.Several is not { } several)
            yield break;
        for (var seconds = 1; seconds < several.Seconds; seconds++)
            yield return [Cut(seconds), Cut(Math.Max(1, row.Seconds[0] - seconds))];
        yield return [.. Enumerable.Range(0, several.Shots).Select(_ => Cut(1))];
    }

    private static TakeCut Cut(int seconds) => new("s02", Silent, seconds);

    // Sound and picture of a part, from its beginning and at its end.
    private static IEnumerable<TakeSource> Sources(ModelRow row)
    {
        if (!row.Edits || row.Input.Form == "extend")
            yield break;
        var mask = row.Input.Form == "inpaint" ? Clip : null;
        foreach (var field in row.Mends)
        {
            yield return new TakeSource(Clip, "", field, 0, row.Seconds[^1]) { Mask = mask };
            yield return new TakeSource(Clip, "", field, row.Seconds[^1] - row.Seconds[0], row.Seconds[0]) { Mask = mask };
        }
    }

    // All shapes in the first size, and every other size in the first shape.
    private static IEnumerable<FrameSize> Sizes(ModelRow row, IReadOnlyList<int> lines)
    {
        var shapes = row.Aspects.Count > 0 ? row.Aspects : ["16:9"];
        foreach (var shape in shapes)
            yield return Size(shape, lines[0]);
        foreach (var line in lines.Skip(1))
            yield return Size(shapes[0], line);
    }

    // Whole multiples of the shape, so that its name stays what it is.
    private static FrameSize Size(string shape, int lines)
    {
        var (wide, high) = shape.Split(':') is [var left, var right] ? (int.Parse(left, CultureInfo.InvariantCulture), int.Parse(right, CultureInfo.InvariantCulture)) : (16, 9);
        var times = lines / Math.Min(wide, high);
        return new(wide * times, high * times);
    }
}
