using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Scoring;
using Orchestrator.Testing;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Scoring;

/// <summary>Films test scenes with the real ffmpeg and has them scored through the activities.</summary>
internal sealed class ScoringStudio : IDisposable
{
    public const int Frames = 48;

    private readonly string folder = Directory.CreateTempSubdirectory("scoring-tests-").FullName;
    private readonly Ffmpeg ffmpeg = new(new FfmpegOptions());
    private readonly LocalAssetStore store;

    public ScoringStudio()
    {
        store = new LocalAssetStore(Path.Combine(folder, "assets"));
        Chances = new ChanceLedger(Path.Combine(folder, "chances.db"), TimeProvider.System);
        Activities = new ScoringActivities(store, ffmpeg, new ScoringOptions(), ModelCatalogue.ReadInstalled(), Chances, new SharedChances(Chances, null, "", TimeProvider.System), BacklotSet.Accounts, TimeProvider.System);
    }

    public ScoringActivities Activities { get; }

    public ChanceLedger Chances { get; }

    public IAssetStore Store => store;

    public Ffmpeg Ffmpeg => ffmpeg;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public string NewFile(string extension) => Path.Combine(folder, Guid.NewGuid().ToString("N") + extension);

    /// <summary>Films a scene and scores it against the scene's own faultless first frame.</summary>
    public async Task<ScoreCard> ScoreAsync(TestScene scene, SceneFaults faults, Shot? shot = null, int frames = Frames, bool sound = false, int crf = 20)
    {
        var clip = await FilmAsync(scene, faults, frames, sound ? ["-f", "lavfi", "-i", "sine=f=330:r=48000"] : [], crf);
        return await ScoreAsync(scene, clip, shot ?? TestShots.Shot(), frames);
    }

    public async Task<ScoreCard> ScoreAsync(TestScene scene, string clip, Shot shot, int frames, FrameSize? film = null, string model = "model")
    {
        var still = await DrawAsync(scene, new SceneFaults());
        var size = film ?? new FrameSize(scene.Width, scene.Height);
        var take = new Take(
            shot.Id, "film-s01-1", await store.AddFileAsync(clip, "video/mp4"), new ClipFacts(frames, TestScene.Fps, size, false), Money.Zero, false);
        var request = new TakeRequest(shot.Id, model, shot.Fields, 2, 1, still, size);
        return await Activities.ScoreTakeAsync(new ScoreTakeRequest(shot, still, take, request, TestScene.Fps));
    }

    public async Task<AssetRef> DrawAsync(TestScene scene, SceneFaults faults, int frame = 0)
    {
        var path = NewFile(".png");
        await ffmpeg.WriteAsync(
            ["-v", "error", .. Raw(scene), "-i", "-", "-frames:v", "1", path],
            async stream => await stream.WriteAsync(scene.Frame(frame, faults)));
        return await store.AddFileAsync(path, "image/png");
    }

    public async Task<string> FilmAsync(TestScene scene, SceneFaults faults, int frames, IReadOnlyList<string> soundInput, int crf, int from = 0)
    {
        var path = NewFile(".mp4");
        await ffmpeg.WriteAsync(
            [
                "-v", "error", .. Raw(scene), "-i", "-", .. soundInput,
                "-vf", "scale=out_color_matrix=bt709", "-colorspace", "bt709", "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast",
                "-crf", $"{crf}", "-shortest", path,
            ],
            async stream =>
            {
                for (var frame = 0; frame < frames; frame++)
                    await stream.WriteAsync(scene.Frame(from + frame, faults));
            });
        return path;
    }

    private static string[] Raw(TestScene scene) =>
        ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{scene.Width}x{scene.Height}", "-r", $"{TestScene.Fps}"];
}
