using Orchestrator.Assembly;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Assembly;

/// <summary>A cutting room of its own for one test: store, cache, real ffmpeg, and synthetic takes whose frames can be told apart.</summary>
internal sealed class CuttingRoom : IDisposable
{
    public const int Fps = 24;
    private const int Bits = 12;
    private readonly string root = Directory.CreateTempSubdirectory("cutting-room-").FullName;

    public CuttingRoom()
    {
        Assets = new LocalAssetStore(Path.Combine(root, "assets"));
        Cache = new AssemblyCache(Path.Combine(root, "cache"), Assets);
        Stage = new AssemblyActivities(Assets, Ffmpeg, new AssemblyOptions { CacheFolder = Path.Combine(root, "cache") });
        Pictures = new PictureCutter(Assets, Assets, Ffmpeg, Cache, Encoders);
    }

    public static FrameSize Size { get; } = new(320, 180);

    public LocalAssetStore Assets { get; }

    public Ffmpeg Ffmpeg { get; } = new(new FfmpegOptions());

    public AssemblyCache Cache { get; }

    public AssemblyActivities Stage { get; }

    public PictureCutter Pictures { get; }

    private SemaphoreSlim Encoders { get; } = new(2);

    public string File(string name) => Path.Combine(root, name);

    public void Dispose()
    {
        Stage.Dispose();
        Encoders.Dispose();
        Directory.Delete(root, recursive: true);
    }

    public static Shot Shot(int number, int frames, int overlap = 0) => new($"s{number:00}", number, $"Beat {number}.", frames, overlap, Fields());

    public static ShotFields Fields() => new(
        new Subject("a lamp"),
        new Lighting(Warmth.Warm, LightQuality.Soft, LightDirection.Left, TimeOfDay.Dusk),
        new Palette(["amber"]),
        new Composition(Framing.Medium, 50, 50),
        new Pose(Stance.Still, Gesture.Relaxed, Facing.Camera),
        new Scenery("a room"),
        new Camera(CameraMove.Locked, Pace.Slow),
        new Motion(MotionLevel.Gentle),
        new Stability(),
        new Sound("room tone"));

    public static Brief Brief(int frames, Music? music = null, Loudness? loudness = null, int fps = Fps, FrameSize? size = null) => new(
        "test", "Test", frames, fps, size ?? Size, ["Beat."], new FilmStyle(Fields().Lighting, ["amber"]), new Budget(Money.Usd(10)), [],
        new Transition(12), music ?? new Music(null, "none"), loudness ?? Loudness.Web, new Approval(ApprovalPolicy.Auto), 3, 7, [], new Dictionary<int, string>());

    public static CutOrder Order(IReadOnlyList<Shot> shots, IReadOnlyList<ConformedClip> clips, Music? music = null, Loudness? loudness = null)
    {
        var total = shots.Sum(shot => shot.Frames - shot.TransitionOutFrames);
        return new CutOrder(Brief(total, music, loudness), new ShotPlan(shots, total, "test/1", []), clips);
    }

    public async Task<Take> TakeAsync(string path, Shot shot) => new(
        shot.Id, $"film/{shot.Id}/1.1", await Assets.AddFileAsync(path, "video/mp4"), new ClipFacts(shot.Frames, Fps, Size, true), Money.Usd(1), true);

    public async Task<ConformedClip> ConformAsync(string path, Shot shot, FrameSize? size = null) =>
        await Stage.ConformTakeAsync(new ConformTakeRequest(shot, await TakeAsync(path, shot), size ?? Size, Fps));

    /// <summary>A film of numbered clips: each frame carries the number of its shot and its own.</summary>
    public async Task<(IReadOnlyList<Shot> Shots, List<ConformedClip> Clips)> NumberedAsync(params (int Frames, int Overlap)[] shots)
    {
        var planned = shots.Select((entry, index) => Shot(index + 1, entry.Frames, entry.Overlap)).ToList();
        var clips = new List<ConformedClip>();
        foreach (var shot in planned)
            clips.Add(await ConformAsync(await NumberedTakeAsync(shot.Number, shot.Frames + 3), shot));
        return (planned, clips);
    }

    /// <summary>Writes a take whose frames carry, as bars, number × 256 + frame, with a tone.</summary>
    public async Task<string> NumberedTakeAsync(int number, int frames, double tone = 440)
    {
        var path = File($"take{number}-{frames}-{Guid.NewGuid():N}.mp4");
        await Ffmpeg.WriteAsync(
            [
                "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "gray", "-s", $"{Size}", "-r", $"{Fps}", "-i", "pipe:0",
                "-f", "lavfi", "-i", $"sine=frequency={tone}:sample_rate=44100:duration={frames / (double)Fps}",
                "-vf", "scale=out_range=limited,format=yuv420p", "-c:v", "libx264", "-preset", "ultrafast", "-crf", "12", "-c:a", "aac", path,
            ],
            async input =>
            {
                var picture = new byte[Size.Width * Size.Height];
                for (var frame = 0; frame < frames; frame++)
                {
                    for (var pixel = 0; pixel < picture.Length; pixel++)
                        picture[pixel] = (byte)(((((number << 8) + frame) >> (pixel % Size.Width * Bits / Size.Width)) & 1) == 1 ? 220 : 30);
                    await input.WriteAsync(picture);
                }
            });
        return path;
    }

    /// <summary>Reads the numbers back from decoded frames; null where the bars are mixed.</summary>
    public async Task<IReadOnlyList<(int Number, int Frame)?>> NumbersAsync(string path)
    {
        var frames = await GrayAsync(path, Bits, 1);
        return [.. frames.Select(frame => frame.Any(level => level is > 60 and < 190) ? ((int, int)?)null : Number(frame))];
    }

    public async Task<IReadOnlyList<byte[]>> GrayAsync(string path, int width, int height)
    {
        using var bytes = new MemoryStream();
        await Ffmpeg.ReadAsync(
            [
                "-v", "error", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough", "-vf", $"scale={width}:{height}:flags=area,format=gray",
                "-f", "rawvideo", "pipe:1",
            ],
            output => output.CopyToAsync(bytes));
        return [.. bytes.ToArray().Chunk(width * height)];
    }

    public async Task<StereoSound> SoundAsync(string path) => await new SoundFiles(Ffmpeg).ReadAsync(path, long.MaxValue, CancellationToken.None);

    public Task<string> FfmpegAsync(params string[] arguments) => Ffmpeg.RunAsync(["-y", "-v", "error", .. arguments]);

    public async Task<string> PathAsync(AssetRef asset) => await Assets.FileAsync(asset);

    private static (int, int) Number(byte[] bars)
    {
        var value = bars.Select((level, bit) => level > 125 ? 1 << bit : 0).Sum();
        return (value >> 8, value & 255);
    }
}
