using Orchestrator.Scoring.Flow;
using Orchestrator.Scoring.Pictures;

namespace Orchestrator.Scoring.Clips;

/// <summary>Takes frames one by one and keeps what the measures need of them.</summary>
internal sealed class ReelBuilder(ClipFormat format, int width, int height)
{
    /// <summary>Pictures kept from the start of the clip.</summary>
    public const int OpeningLength = 5;

    private const int DarkCode = 26;

    private FlowPlanes? previous;
    private int[]? previousColours;

    /// <summary>What was gathered so far.</summary>
    public Reel Reel { get; } = new() { Format = format, Width = width, Height = height };

    private int HalfSecond => Math.Max(1, (int)Math.Round(Reel.Fps / 2));

    /// <summary>Adds the next frame.</summary>
    /// <returns>True when the picture is kept; otherwise its pixels may be written over.</returns>
    public bool Add(Picture picture)
    {
        var planes = new FlowPlanes(Luma.Of(picture));
        var colours = ColourHistogram.Of(picture);
        var kept = Keep(picture);
        Reel.Frames.Add(new FrameFacts(planes.Full.Mean(), DarkShare(planes.Half), planes.Half.Half()));
        if (previous is not null)
            Reel.Steps.Add(Step(previous, previousColours!, planes, colours));
        previous = planes;
        previousColours = colours;
        return kept;
    }

    private bool Keep(Picture picture)
    {
        if (Reel.Opening.Count < OpeningLength)
        {
            Reel.Opening.Add(picture);
            return true;
        }

        if (Reel.Frames.Count % HalfSecond != 0)
            return false;
        Reel.Later.Add((Reel.Frames.Count, picture));
        return true;
    }

    private static StepFacts Step(FlowPlanes from, int[] fromColours, FlowPlanes to, int[] toColours)
    {
        var field = BlockFlow.Between(from, to);
        CameraPreference.Apply(from, to, field, CameraFit.Fit(field));
        return new StepFacts(
            MeanDifference.Of(from.Full.Values, to.Full.Values),
            ColourHistogram.Distance(fromColours, toColours),
            field,
            CameraFit.Fit(field));
    }

    private static double DarkShare(Luma luma)
    {
        var dark = 0;
        foreach (var value in luma.Values)
            dark += value < DarkCode ? 1 : 0;
        return (double)dark / luma.Values.Length;
    }
}
