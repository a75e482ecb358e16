using Orchestrator.Assembly;
using Orchestrator.Assets;
using Orchestrator.Model;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Assembly;

public sealed class FilmCutTests : IDisposable
{
    private readonly CuttingRoom room = new();

    public void Dispose() => room.Dispose();

    [Fact]
    public async Task CutFilm_HardCuts_EveryFrameStandsWhereThePlanSays()
    {
        var (shots, clips) = await room.NumberedAsync((30, 0), (25, 0), (41, 0));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Equal(96, film.Frames);
        await AssertFramesAsync(shots, film);
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(7, 12)]
    [InlineData(12, 0)]
    [InlineData(0, 9)]
    public async Task CutFilm_Crossfades_EveryFrameStandsWhereThePlanSays(int first, int second)
    {
        var (shots, clips) = await room.NumberedAsync((50, first), (61, second), (40, 0));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Equal(151 - first - second, film.Frames);
        await AssertFramesAsync(shots, film);
    }

    [Fact]
    public async Task CutFilm_PiecesThatWereMadeForIt_LieApartFromWhatFilmsReferToAndAreMadeAgain()
    {
        var (shots, clips) = await room.NumberedAsync((30, 10), (30, 0));
        var before = Stored("assets");

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Equal([film.Video.Sha256, film.Poster.Sha256], Stored("assets").Except(before).Order().OrderBy(hash => hash == film.Poster.Sha256));
        Assert.NotEmpty(Stored("cache/pieces"));
        foreach (var piece in Directory.EnumerateFiles(room.File("cache/pieces"), "*", SearchOption.AllDirectories))
            File.Delete(piece);
        var order = CuttingRoom.Order(shots, clips);
        var again = await room.Stage.CutFilmAsync(order with { Brief = order.Brief with { Title = "Another" } });
        await AssertFramesAsync(shots, again);
    }

    [Fact]
    public async Task CutFilm_TransitionsTouch_WholeBodyIsMixed()
    {
        var (shots, clips) = await room.NumberedAsync((30, 10), (20, 10), (30, 0));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Equal(60, film.Frames);
        await AssertFramesAsync(shots, film);
    }

    [Fact]
    public async Task CutFilm_Crossfade_MovesEvenlyFromOneClipToTheNext()
    {
        var (shots, clips) = await LevelsAsync(40, 200);

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        var levels = (await room.GrayAsync(await room.PathAsync(film.Video), 1, 1)).Select(frame => (double)frame[0]).ToList();
        var (from, to) = (levels[17], levels[30]);
        Assert.True(to - from > 100);
        for (var frame = 0; frame < 12; frame++)
            Assert.InRange(levels[18 + frame] - (from + ((to - from) * (frame + 1) / 13)), -2.5, 2.5);
    }

    [Fact]
    public async Task CutFilm_MixedRatesAndSizes_FrameCountIsThePlans()
    {
        string[] sources = ["s=640x360:r=30:d=3", "s=480x480:r=25:d=3", "s=360x640:r=24000/1001:d=3", "s=1280x720:r=60:d=3"];
        var shots = sources.Select((_, index) => CuttingRoom.Shot(index + 1, 60, index < 3 ? 8 : 0)).ToList();
        var clips = new List<ConformedClip>();
        foreach (var (source, shot) in sources.Zip(shots))
        {
            var path = room.File($"{shot.Id}.mp4");
            await room.FfmpegAsync("-f", "lavfi", "-i", $"testsrc2={source}", "-c:v", "libx264", "-preset", "ultrafast", path);
            clips.Add(await room.ConformAsync(path, shot));
        }

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Equal(240 - 24, film.Frames);
        Assert.Equal(film.Frames, (await room.GrayAsync(await room.PathAsync(film.Video), 8, 8)).Count);
    }

    [Fact]
    public async Task CutFilm_FlashAndBeep_StayWithinAMillisecond()
    {
        var shots = new[] { CuttingRoom.Shot(1, 60, 12), CuttingRoom.Shot(2, 60, 0), CuttingRoom.Shot(3, 60, 0) };
        var clips = new List<ConformedClip>();
        foreach (var shot in shots)
            clips.Add(await room.ConformAsync(await FlashAsync(shot.Id), shot));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        var path = await room.PathAsync(film.Video);
        var levels = await room.GrayAsync(path, 1, 1);
        var sound = await room.SoundAsync(path);
        var flashes = Enumerable.Range(1, levels.Count - 1).Where(frame => levels[frame][0] > 200 && levels[frame - 1][0] < 100).ToList();
        Assert.Equal([30, 78, 138], flashes);
        foreach (var flash in flashes)
            Assert.InRange(Onset(sound, flash * 2000) - (flash * 2000), -48, 48);
    }

    [Fact]
    public async Task CutFilm_SameOrderAgain_IsFoundNotMade()
    {
        var (shots, clips) = await room.NumberedAsync((30, 6), (30, 0));
        var order = CuttingRoom.Order(shots, clips);
        var first = await room.Stage.CutFilmAsync(order);

        var written = File.GetLastWriteTimeUtc(await room.PathAsync(first.Video));
        var second = await room.Stage.CutFilmAsync(order);

        Assert.Equal(first.Video, second.Video);
        Assert.Equal(written, File.GetLastWriteTimeUtc(await room.PathAsync(second.Video)));
    }

    [Fact]
    public async Task PictureCut_OneShotChanged_EncodesItsTwoTransitionsOnly()
    {
        var (shots, clips) = await room.NumberedAsync((40, 8), (40, 8), (40, 8), (40, 8), (40, 0));
        using var first = room.Assets.CreateWorkFolder();
        var before = await room.Pictures.CutAsync(CuttingRoom.Order(shots, clips), first, CancellationToken.None);

        clips[2] = await room.ConformAsync(await room.NumberedTakeAsync(9, 43), shots[2]);
        using var second = room.Assets.CreateWorkFolder();
        var after = await room.Pictures.CutAsync(CuttingRoom.Order(shots, clips), second, CancellationToken.None);

        Assert.Equal(4, before.Encoded);
        Assert.Equal(2, after.Encoded);
        Assert.Equal(5, after.Segments.Count(segment => segment.Copied));
    }

    [Fact]
    public async Task CutFilm_Deliverable_StartsAtOnceAndSaysBt709()
    {
        var (shots, clips) = await room.NumberedAsync((30, 6), (30, 0));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        var path = await room.PathAsync(film.Video);
        var layout = await Mp4Layout.ReadAsync(path, CancellationToken.None);
        Assert.True(layout.IndexFirst);
        Assert.True(layout.ColourBt709);
        var stream = await room.Ffmpeg.ProbeAsync(
            ["-v", "error", "-show_entries", "stream=codec_name,profile,sample_rate,channels,color_range,color_space,color_transfer,color_primaries", "-of", "default", path]);
        string[] expected =
        [
            "codec_name=h264", "profile=High", "color_range=tv", "color_space=bt709", "color_transfer=bt709", "color_primaries=bt709", "codec_name=aac",
            "profile=LC", "sample_rate=48000", "channels=2",
        ];
        Assert.All(expected, line => Assert.Contains(line, stream, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CutFilm_Poster_IsAFrameOfTheLongestShot()
    {
        var (shots, clips) = await room.NumberedAsync((24, 0), (48, 0), (24, 0));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Equal("image/jpeg", film.Poster.MediaType);
        var shown = Assert.Single(await room.NumbersAsync(await room.PathAsync(film.Poster)));
        Assert.Equal(2, shown!.Value.Number);
        Assert.InRange(shown.Value.Frame, 12, 36);
    }

    [Fact]
    public async Task CutFilm_ClipsDoNotMatchThePlan_SaysWhich()
    {
        var (shots, clips) = await room.NumberedAsync((24, 0), (30, 0));

        var wrong = CuttingRoom.Order(shots, [clips[1], clips[0]]);

        var exception = await Assert.ThrowsAsync<ApplicationFailureException>(() => room.Stage.CutFilmAsync(wrong));
        Assert.True(exception.NonRetryable);
        Assert.Contains("s01", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutFilm_BlackAndFrozenStretches_AreNamedByShotAndFrame()
    {
        var shots = new[] { CuttingRoom.Shot(1, 48), CuttingRoom.Shot(2, 48), CuttingRoom.Shot(3, 48) };
        string[] sources = ["testsrc2=s=320x180:r=24:d=2", "color=black:s=320x180:r=24:d=2", "color=gray:s=320x180:r=24:d=2,drawbox=x=10:y=10:w=90:h=60:color=red:t=fill"];
        var clips = new List<ConformedClip>();
        foreach (var (shot, source) in shots.Zip(sources))
        {
            var path = room.File($"{shot.Id}.mp4");
            await room.FfmpegAsync("-f", "lavfi", "-i", source, "-c:v", "libx264", path);
            clips.Add(await room.ConformAsync(path, shot));
        }

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips));

        Assert.Contains("s02, film frames 48–95: the picture is black.", film.Findings);
        Assert.Contains(film.Findings, finding => finding.StartsWith("s03", StringComparison.Ordinal) && finding.EndsWith("does not move.", StringComparison.Ordinal));
        Assert.Contains(film.Findings, finding => finding.EndsWith("there is no sound.", StringComparison.Ordinal));
        Assert.DoesNotContain(film.Findings, finding => finding.StartsWith("s01,", StringComparison.Ordinal) && !finding.EndsWith("no sound.", StringComparison.Ordinal));
    }

    private async Task AssertFramesAsync(IReadOnlyList<Shot> shots, Film film)
    {
        var plan = new ShotPlan(shots, film.Frames, "test/1", []);
        var numbers = await room.NumbersAsync(await room.PathAsync(film.Video));
        Assert.Equal(film.Frames, numbers.Count);
        for (var index = 0; index < shots.Count; index++)
        {
            var head = index == 0 ? 0 : shots[index - 1].TransitionOutFrames;
            for (var frame = head; frame < shots[index].Frames - shots[index].TransitionOutFrames; frame++)
                Assert.Equal((shots[index].Number, frame), numbers[plan.StartFrame(index) + frame]);
        }
    }

    private async Task<(Shot[] Shots, List<ConformedClip> Clips)> LevelsAsync(params int[] levels)
    {
        var shots = levels.Select((_, index) => CuttingRoom.Shot(index + 1, 30, index < levels.Length - 1 ? 12 : 0)).ToArray();
        var clips = new List<ConformedClip>();
        foreach (var (shot, level) in shots.Zip(levels))
        {
            var path = room.File($"{shot.Id}.mp4");
            await room.FfmpegAsync("-f", "lavfi", "-i", $"color=0x{level:x2}{level:x2}{level:x2}:s=320x180:r=24:d=2", "-c:v", "libx264", path);
            clips.Add(await room.ConformAsync(path, shot));
        }

        return (shots, clips);
    }

    // Frame 30 of 60 flashes for three frames, and a tone sounds with it.
    private async Task<string> FlashAsync(string name)
    {
        var path = room.File($"{name}-flash.mp4");
        await room.FfmpegAsync(
            "-f", "lavfi", "-i", "color=black:s=320x180:r=24:d=3,drawbox=w=iw:h=ih:color=white:t=fill:enable='between(n,30,32)'",
            "-f", "lavfi", "-i", "aevalsrc=if(between(t\\,1.25\\,1.375)\\,0.5*sin(2*PI*1000*(t-1.25))\\,0):s=48000:d=3",
            "-c:v", "libx264", "-c:a", "aac", "-b:a", "192k", path);
        return path;
    }

    private static int Onset(StereoSound sound, int near)
    {
        var window = Enumerable.Range(near - 4800, 9600).ToList();
        var peak = window.Max(index => Math.Abs(sound.Samples[index * 2]));
        return window.First(index => Math.Abs(sound.Samples[index * 2]) > peak / 4);
    }

    private List<string> Stored(string store) =>
        [.. new DirectoryInfo(room.File(store)).EnumerateDirectories("??").SelectMany(part => part.EnumerateFiles()).Select(file => file.Name)];
}
