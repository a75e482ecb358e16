using Orchestrator.Assembly;
using Orchestrator.Media;
using Orchestrator.Model;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Assembly;

public sealed class SoundCutTests : IDisposable
{
    private readonly CuttingRoom room = new();

    public void Dispose() => room.Dispose();

    [Theory]
    [InlineData(-14, -1, "calm")]
    [InlineData(-16, -1, "bright")]
    [InlineData(-23, -1, "tense")]
    [InlineData(-14, -1, "none")]
    public async Task CutFilm_Loudness_IsOnTargetUnderTheCeiling(double lufs, double peak, string mood)
    {
        var (shots, clips) = await room.NumberedAsync((60, 12), (60, 0));

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips, new Music(null, mood), new Loudness(lufs, peak)));

        Assert.InRange(film.IntegratedLufs, lufs - 0.5, lufs + 0.5);
        Assert.True(film.TruePeakDbtp <= peak, $"{film.TruePeakDbtp} dBTP");
        Assert.DoesNotContain(film.Findings, finding => finding.Contains("LUFS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Master_PeaksOverTheCeiling_AreLimitedWithoutDelay()
    {
        // Soft tone with hard clicks: at −14 LUFS the clicks would stand far over full scale.
        var mix = new StereoSound(48_000 * 4);
        for (var index = 0; index < mix.Frames; index++)
        {
            var click = index % 24_000 < 6 ? 0.9f : 0;
            var tone = (0.03f * MathF.Sin(index * 0.05f)) + click;
            mix.Add(index, tone, tone);
        }

        using var folder = room.Assets.CreateWorkFolder();
        var files = new SoundFiles(room.Ffmpeg);
        var mastered = await new Mastering(files, new LoudnessMeter(room.Ffmpeg, files)).MasterAsync(mix, Loudness.Web, folder, CancellationToken.None);

        Assert.True(mastered.Limited);
        Assert.InRange(mastered.Reading.IntegratedLufs, -14.5, -13.5);
        Assert.True(mastered.Reading.TruePeakDbtp <= -1);
        var sound = await files.ReadAsync(mastered.Path, long.MaxValue, CancellationToken.None);
        var loudest = Enumerable.Range(47_000, 2_000).MaxBy(index => Math.Abs(sound.Samples[index * 2]));
        Assert.InRange(loudest, 48_000 - 48, 48_000 + 48);
    }

    [Fact]
    public async Task CutFilm_NothingAsked_DeliversSilenceWithoutAFinding()
    {
        var shots = new[] { CuttingRoom.Shot(1, 72) with { Fields = CuttingRoom.Fields() with { Audio = new Sound(null) } } };
        var path = room.File("mute.mp4");
        await room.FfmpegAsync("-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=3", "-c:v", "libx264", "-preset", "ultrafast", path);

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, [await room.ConformAsync(path, shots[0])]));

        Assert.Empty(film.Findings);
        Assert.True(film.IntegratedLufs <= -69);
    }

    [Fact]
    public async Task CutFilm_MusicFile_IsLoopedToTheEndAndFaded()
    {
        var shots = new[] { CuttingRoom.Shot(1, 120) with { Fields = CuttingRoom.Fields() with { Audio = new Sound(null) } } };
        var (mute, music) = (room.File("mute.mp4"), room.File("music.flac"));
        await room.FfmpegAsync("-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=5", "-c:v", "libx264", "-preset", "ultrafast", mute);
        await room.FfmpegAsync("-f", "lavfi", "-i", "sine=f=330:r=44100:d=2", music);
        var file = await room.Assets.AddFileAsync(music, "audio/flac");

        var film = await room.Stage.CutFilmAsync(CuttingRoom.Order(shots, [await room.ConformAsync(mute, shots[0])], new Music(file, "calm", FadeInSeconds: 0.5, FadeOutSeconds: 1)));

        var sound = await room.SoundAsync(await room.PathAsync(film.Video));
        Assert.InRange(sound.Frames, 240_000 - 1024, 240_000 + 1024);
        Assert.True(Level(sound, 0, 2400) < Level(sound, 100_000, 2400) / 4);
        Assert.True(Level(sound, 237_000, 2400) < Level(sound, 100_000, 2400) / 4);
        Assert.All(Enumerable.Range(10, 80), part => Assert.True(Level(sound, part * 2400, 2400) > 0.02));
    }

    [Fact]
    public async Task CutFilm_MusicIsNotSound_SaysSo()
    {
        var (shots, clips) = await room.NumberedAsync((24, 0));
        var text = await room.Assets.AddAsync("not music at all"u8.ToArray(), "audio/mpeg");

        var exception = await Assert.ThrowsAsync<ApplicationFailureException>(
            () => room.Stage.CutFilmAsync(CuttingRoom.Order(shots, clips, new Music(text, "calm"))));

        Assert.Contains("cannot be decoded as sound", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AudioProbe_SoundAndNoSound_AreToldApart()
    {
        var (music, text, picture) = (room.File("music.mp3"), room.File("music.txt"), room.File("mute.mp4"));
        await room.FfmpegAsync("-f", "lavfi", "-i", "sine=d=2.5", "-c:a", "pcm_s16le", "-f", "wav", music);
        await File.WriteAllTextAsync(text, "la la la");
        await room.FfmpegAsync("-f", "lavfi", "-i", "testsrc2=s=64x64:r=24:d=1", "-c:v", "libx264", picture);
        var probe = new AudioProbe(room.Ffmpeg);

        Assert.Equal(2.5, (await probe.LengthAsync(music))!.Value.TotalSeconds, 3);
        Assert.Null(await probe.LengthAsync(text));
        Assert.Null(await probe.LengthAsync(picture));
    }

    [Fact]
    public void Compose_SameSeed_SameSamplesInEveryMood()
    {
        foreach (var mood in BedMood.All)
        {
            var first = BedComposer.Compose(mood.Name, 96_000, 7);
            var second = BedComposer.Compose(mood.Name, 96_000, 7);
            Assert.Equal(first.Samples, second.Samples);
            Assert.NotEqual(first.Samples, BedComposer.Compose(mood.Name, 96_000, 8).Samples);
            Assert.InRange(first.Samples.Max(Math.Abs), 0.2f, 0.3f);
        }
    }

    [Fact]
    public void Compose_UnknownMood_NamesTheKnownOnes() =>
        Assert.Contains("calm, bright, tense", Assert.Throws<AssemblyException>(() => BedComposer.Compose("jolly", 10, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task LayClips_Crossfade_KeepsThePowerEven()
    {
        // Two different tones are uncorrelated: with equal power their sum is as loud in the overlap as beside it.
        var shots = new[] { CuttingRoom.Shot(1, 48, 24), CuttingRoom.Shot(2, 48) };
        var clips = new List<ConformedClip>
        {
            await room.ConformAsync(await room.NumberedTakeAsync(1, 51, 500), shots[0]),
            await room.ConformAsync(await room.NumberedTakeAsync(2, 51, 830), shots[1]),
        };

        var film = await new ClipSounds(room.Assets, new SoundFiles(room.Ffmpeg)).LayAsync(CuttingRoom.Order(shots, clips), CancellationToken.None);

        Assert.Equal(72 * 2000, film.Frames);
        var beside = Level(film, 24_000, 12_000);
        for (var part = 0; part < 4; part++)
            Assert.InRange(Level(film, 48_000 + (part * 12_000), 12_000) / beside, 0.93, 1.07);
    }

    private static double Level(StereoSound sound, int start, int count) =>
        Math.Sqrt(Enumerable.Range(start, count).Average(index => (double)sound.Samples[index * 2] * sound.Samples[index * 2]));
}
