using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Planning;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.ScorerBench;

/// <summary>The shots that are filmed: places, hours, framings, poses, moves and levels of movement that differ.</summary>
internal static class Corpus
{
    public const int Fps = 24;

    public const int Seconds = 4;

    public static IReadOnlyList<Shot> Shots { get; } =
    [
        One(1, "a barista in a navy apron", "cafe with plants", TimeOfDay.Day, Warmth.Warm, LightDirection.Left, ["amber", "teal", "cream"], Framing.Medium, 38, 55, Stance.Standing, Gesture.Reaching, Facing.Right, CameraMove.Locked, MotionLevel.Gentle),
        One(2, "a fisherman in a yellow jacket", "harbor quay at dawn", TimeOfDay.Dawn, Warmth.Neutral, LightDirection.Right, ["blue", "orange"], Framing.Wide, 60, 60, Stance.Standing, Gesture.Relaxed, Facing.Left, CameraMove.Locked, MotionLevel.Gentle),
        One(3, "a courier in a red coat", "city street", TimeOfDay.Dusk, Warmth.Cool, LightDirection.Front, ["navy", "red", "grey"], Framing.Wide, 45, 60, Stance.Walking, Gesture.Relaxed, Facing.Right, CameraMove.PanRight, MotionLevel.Moderate),
        One(4, "a cup of coffee", "kitchen table", TimeOfDay.Day, Warmth.Warm, LightDirection.Left, ["brown", "cream"], Framing.Close, 50, 55, Stance.Still, Gesture.Relaxed, Facing.Camera, CameraMove.PushIn, MotionLevel.Gentle),
        One(5, "a hiker in a green jacket", "mountain valley", TimeOfDay.Day, Warmth.Neutral, LightDirection.Above, ["green", "blue", "orange"], Framing.Wide, 33, 62, Stance.Standing, Gesture.Pointing, Facing.Right, CameraMove.Locked, MotionLevel.Gentle),
        One(6, "a painter in a white shirt", "studio", TimeOfDay.Day, Warmth.Neutral, LightDirection.Left, ["teal", "coral"], Framing.Medium, 62, 55, Stance.Sitting, Gesture.Holding, Facing.Left, CameraMove.Locked, MotionLevel.Moderate),
        One(7, "a dancer in a purple dress", "beach", TimeOfDay.Dusk, Warmth.Warm, LightDirection.Behind, ["purple", "gold"], Framing.Wide, 50, 60, Stance.Standing, Gesture.Raising, Facing.Camera, CameraMove.Locked, MotionLevel.Energetic),
        One(8, "a woman in a blue sweater", "room with a window", TimeOfDay.Night, Warmth.Warm, LightDirection.Right, ["blue", "amber"], Framing.Close, 48, 52, Stance.Leaning, Gesture.Relaxed, Facing.Left, CameraMove.PullOut, MotionLevel.Gentle),
        One(9, "a farmer in a brown vest", "field of wheat", TimeOfDay.Day, Warmth.Warm, LightDirection.Right, ["gold", "green", "blue"], Framing.Medium, 42, 56, Stance.Standing, Gesture.Holding, Facing.Right, CameraMove.TiltUp, MotionLevel.Moderate),
        One(10, "a bottle of perfume", "desert dunes", TimeOfDay.Day, Warmth.Warm, LightDirection.Left, ["sand", "turquoise"], Framing.Medium, 55, 58, Stance.Still, Gesture.Relaxed, Facing.Camera, CameraMove.Locked, MotionLevel.Still),
        One(11, "a captain in a black coat", "sea", TimeOfDay.Night, Warmth.Cool, LightDirection.Above, ["navy", "silver"], Framing.Medium, 50, 56, Stance.Standing, Gesture.Pointing, Facing.Left, CameraMove.Locked, MotionLevel.Moderate),
        One(12, "a child in a red scarf", "forest", TimeOfDay.Dawn, Warmth.Neutral, LightDirection.Left, ["red", "green"], Framing.Medium, 40, 58, Stance.Crouching, Gesture.Reaching, Facing.Right, CameraMove.PanLeft, MotionLevel.Gentle),
    ];

    /// <summary>
    /// Shots drawn by lot from all that a plan can ask of a figure and a camera: what the lines are calibrated with. The same
    /// number of shots is the same shots.
    /// </summary>
    public static IReadOnlyList<Shot> Drawn(int count)
    {
        var lot = new Random(20);
        return [.. Enumerable.Range(1, count).Select(number => Draw(lot, number))];
    }

    /// <summary>The shots of a brief as the product plans them.</summary>
    public static async Task<IReadOnlyList<Shot>> PlannedAsync(string brief, LocalAssetStore store)
    {
        var reader = new BriefReader(ModelCatalogue.ReadInstalled(), new Ffmpeg(new FfmpegOptions()), TimeProvider.System);
        var read = await reader.ReadAsync(brief, store);
        var plan = await new DeterministicPlanner().PlanAsync(read, CancellationToken.None);
        return [.. plan.Shots.Select(shot => shot with { Id = $"{read.Name}-{shot.Id}" })];
    }

    private static Shot Draw(Random lot, int number)
    {
        T Any<T>(IReadOnlyList<T> choices) => choices[lot.Next(choices.Count)];
        T Kind<T>()
            where T : struct, Enum => Any(Enum.GetValues<T>());

        var thing = lot.Next(6) == 0;
        var (stance, gesture, facing) = thing
            ? (Stance.Still, Gesture.Relaxed, Facing.Camera)
            : (Any([Stance.Standing, Stance.Standing, Stance.Sitting, Stance.Walking, Stance.Leaning, Stance.Crouching]), Kind<Gesture>(), Any([Facing.Left, Facing.Right, Facing.Left, Facing.Right, Facing.Camera]));
        var subject = thing ? Any(Things) : $"{Any(People)} in a {Any(Clothes)}";
        var move = lot.Next(2) == 0 ? CameraMove.Locked : Kind<CameraMove>();
        var level = lot.Next(2) == 0 ? MotionLevel.Gentle : Kind<MotionLevel>();
        return One(
            number, subject, Any(Places), Kind<TimeOfDay>(), Kind<Warmth>(), Kind<LightDirection>(), Any(Palettes), thing ? Framing.Close : Kind<Framing>(),
            thing ? 50 : Any([36, 50, 64]), Any([52, 58, 60]), stance, gesture, facing, move, level) with { Id = $"d{number:000}" };
    }

    private static readonly string[] People = ["a barista", "a fisherman", "a courier", "a hiker", "a painter", "a dancer", "a woman", "a farmer", "a captain", "a child"];

    private static readonly string[] Clothes = ["navy apron", "yellow coat", "red jacket", "green sweater", "white shirt", "purple dress", "brown vest", "black coat", "blue scarf"];

    private static readonly string[] Things = ["a cup of coffee", "a bottle of perfume", "a ceramic vase", "a wooden box", "a brass lamp", "a book", "an espresso machine"];

    private static readonly string[] Places =
        ["cafe with plants", "harbor quay", "city street", "kitchen table", "mountain valley", "studio", "beach", "room with a window", "field of wheat", "desert dunes", "sea", "forest", "office"];

    private static readonly string[][] Palettes =
        [["amber", "teal", "cream"], ["blue", "orange"], ["navy", "red", "grey"], ["green", "gold"], ["teal", "coral"], ["purple", "gold"], ["sand", "turquoise"], ["brown", "cream"]];

    private static Shot One(
        int number, string subject, string place, TimeOfDay time, Warmth warmth, LightDirection from, string[] colours, Framing framing, double x, double y,
        Stance stance, Gesture gesture, Facing facing, CameraMove move, MotionLevel level) => new(
        $"s{number:00}",
        number,
        subject,
        Fps * Seconds,
        0,
        new ShotFields(
            new Subject(subject),
            new Lighting(warmth, LightQuality.Soft, from, time),
            new Palette(colours),
            new Composition(framing, x, y),
            new Pose(stance, gesture, facing),
            new Scenery(place),
            new Camera(move, Pace.Slow),
            new Motion(level),
            new Stability(),
            new Sound("soft wind")));
}
