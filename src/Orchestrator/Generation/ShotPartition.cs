using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Generation;

/// <summary>What a model is asked for to make a shot: one take, or a first take and what is added to it.</summary>
/// <param name="Seconds">Seconds of the first take.</param>
/// <param name="First">Price of the first take.</param>
/// <param name="Added">What is added, in order; empty where the first take is the whole shot.</param>
internal sealed record ShotPartition(int Seconds, Money First, IReadOnlyList<ShotPart> Added)
{
    // Each seam is a risk, and each part is a little off the one before it: more so where a model sees one frame and no movement.
    private const int MostAdded = 4;
    private const int MostFromFrames = 2;

    // What goes on from a frame shows that frame once more; it is left out.
    private const double FrameTwice = 1 / 24.0;

    /// <summary>Price of one take of every part.</summary>
    public Money Price => Added.Aggregate(First, (sum, part) => sum + part.WorstCase);

    /// <summary>Whether what is added comes back with everything before it.</summary>
    public bool ByExtension => Added is [{ Whole: true }, ..];

    /// <summary>The seconds in words: <c>8 s</c>, <c>8 s and 7 s added by veo-3.1-extend</c>.</summary>
    public string Words => Added.Count == 0
        ? $"{Seconds} s"
        : $"{Seconds} s and {string.Join(" and ", Added.Select(part => $"{part.Seconds} s"))} added {(ByExtension ? $"by {Added[0].Model}" : "from the last frame on")}";

    /// <summary>The fewest parts that cover a shot, the cheapest of those; null where the model cannot reach that far.</summary>
    public static ShotPartition? Of(ModelRow row, RouteShotRequest request, ModelCatalogue catalogue)
    {
        var wanted = (double)request.Shot.Frames / request.Fps;
        var sound = request.Shot.Fields.Audio.Description is not null;
        var whole = row.Step(wanted);
        if (whole >= wanted - 1e-9)
            return new(whole, row.PriceOf(whole, request.Size, sound), []);
        // What is added after a take knows nothing of the picture that the shot is to end on.
        if (request.Shot.End is not null)
            return null;
        var extension = row.Extension is { } named ? catalogue.FindOrNull(named.With) : null;
        // An end frame ends a clip, it does not go on.
        if (extension is null && (row.Input.Image is null || row.Input.EndNeeded))
            return null;
        return row.Seconds.Select(first => Of(row, extension, first, wanted, request.Size, sound)).OfType<ShotPartition>()
            .OrderBy(partition => partition.Added.Count).ThenBy(partition => partition.Price.Micros).ThenByDescending(partition => partition.Seconds).FirstOrDefault();
    }

    /// <summary>The longest shot that a model makes in parts, in seconds; its longest clip where it makes none.</summary>
    public static double Longest(ModelRow row, ModelCatalogue catalogue)
    {
        double length = row.Seconds[^1];
        var extension = row.Extension is { } named ? catalogue.FindOrNull(named.With) : null;
        if (extension is null)
            return row.Input.Image is null || row.Input.EndNeeded ? length : length + (MostFromFrames * (length - FrameTwice));
        for (var added = 0; added < MostAdded && length <= row.Extension!.LongestInput; added++)
            length += extension.Seconds[^1];
        return length;
    }

    private static ShotPartition? Of(ModelRow row, ModelRow? extension, int first, double wanted, FrameSize size, bool sound)
    {
        var by = extension ?? row;
        var lost = extension is null ? FrameTwice : 0;
        List<ShotPart> added = [];
        double length = first;
        while (length < wanted - 1e-9)
        {
            if (added.Count == (extension is null ? MostFromFrames : MostAdded) || (extension is not null && length > row.Extension!.LongestInput))
                return null;
            var seconds = by.Step(wanted - length + lost);
            added.Add(new(by.Name, seconds, by.PriceOf(seconds, size, sound), extension is not null));
            length += seconds - lost;
        }

        return new(first, row.PriceOf(first, size, sound), added);
    }
}
