using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Looking;

/// <summary>
/// A clip as its request asked for it: light, colours, framing and pace as they are in it, for they are measured elsewhere, and nothing of
/// what a judge looks for. Beside it the same with one fault, so that a picture can be held against each.
/// </summary>
/// <param name="planner">Plans it as it was planned.</param>
/// <param name="order">The clip's order.</param>
/// <param name="width">Pixels of the pictures.</param>
/// <param name="height">Pixels of the pictures.</param>
internal sealed class IdealTake(TakePlanner planner, TakeOrder order, int width, int height)
{
    // It is drawn so much larger than it is looked at, as what it is held against was.
    private const int Larger = 2;

    // Ghosts are of what was seen this many frames before.
    private const int Memory = 14;

    private readonly IReadOnlyList<Stretch> stretches = planner.Stretches(order with { Width = width * Larger, Height = height * Larger });

    /// <summary>Frames of the plan at which one stretch follows on another: there a cut is as it should be.</summary>
    public IReadOnlyList<int> Cuts => [.. stretches.SkipLast(1).Select((_, index) => stretches.Take(index + 1).Sum(stretch => stretch.Frames))];

    /// <summary>Frames of it, as asked.</summary>
    public IReadOnlyList<SeenPicture> Draw(IReadOnlyList<int> frames) => Draw(frames, 0, plan => plan);

    /// <summary>Frames of it with a documented defect.</summary>
    public IReadOnlyList<SeenPicture> With(Defect defect, IReadOnlyList<int> frames) => Draw(frames, defect is Defect.LimbGhosting or Defect.MeshBleed ? Memory : 0, plan => plan with { Defects = [defect] });

    /// <summary>Frames of it with somebody else in the subject's place.</summary>
    public IReadOnlyList<SeenPicture> WithStranger(IReadOnlyList<int> frames) => Draw(frames, 0, plan => plan with { DriftsFrom = -2, DriftsTo = -1 });

    /// <summary>Frames of it, as far as the subject has become somebody else who does so in the middle third.</summary>
    public IReadOnlyList<SeenPicture> WithDrift(IReadOnlyList<int> frames) => Draw(frames, 0, plan => plan with { DriftsFrom = plan.Frames / 3, DriftsTo = plan.Frames * 2 / 3 });

    private List<SeenPicture> Draw(IReadOnlyList<int> frames, int before, Func<TakePlan, TakePlan> change)
    {
        List<SeenPicture> drawn = [];
        var video = new byte[width * height * Larger * Larger * 3 / 2];
        StretchCamera? camera = null;
        TakePlan? set = null;
        try
        {
            foreach (var frame in frames)
            {
                var (stretch, at) = Find(frame);
                if (!ReferenceEquals(set, stretch.Take))
                {
                    camera?.Dispose();
                    (camera, set) = (new StretchCamera(change(AsAsked(stretch.Take))), stretch.Take);
                }

                for (var earlier = Math.Max(0, at - before); earlier <= at; earlier++)
                    camera!.Draw(earlier, video);
                drawn.Add(new SeenPicture(Rgb(video), width, height));
            }
        }
        finally
        {
            camera?.Dispose();
        }

        return drawn;
    }

    private static TakePlan AsAsked(TakePlan plan) => plan with
    {
        Script = plan.Script with { Pose = TakePlanner.Asked(plan.Order).Pose },
        CutFrame = -1,
        LastLiveFrame = int.MaxValue,
        Flicker = 0,
        DriftsFrom = int.MaxValue,
        DriftsTo = int.MaxValue,
        Defects = [],
    };

    private (Stretch Stretch, int Frame) Find(int frame)
    {
        var begins = 0;
        foreach (var stretch in stretches)
        {
            if (frame < begins + stretch.Frames)
                return (stretch, stretch.From + frame - begins);
            begins += stretch.Frames;
        }

        return (stretches[^1], stretches[^1].From + stretches[^1].Frames - 1);
    }

    // BT.709, limited range.
    private byte[] Rgb(ReadOnlySpan<byte> video)
    {
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // Colour is kept for blocks of four pixels, each of which is one here.
                var (pixels, place) = (width * height * Larger * Larger, (y * Larger * width * Larger) + (x * Larger));
                var colour = pixels + (y * width) + x;
                var level = (video[place] + video[place + 1] + video[place + (width * Larger)] + video[place + (width * Larger) + 1]) / 4f;
                var (light, blue, red) = ((level - 16) * 255f / 219, (video[colour] - 128) * 255f / 224, (video[colour + (pixels / 4)] - 128) * 255f / 224);
                var at = ((y * width) + x) * 3;
                (rgb[at], rgb[at + 1], rgb[at + 2]) = (Level(light + (1.5748f * red)), Level(light - (0.1873f * blue) - (0.4681f * red)), Level(light + (1.8556f * blue)));
            }
        }

        return rgb;
    }

    private static byte Level(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
