using Orchestrator.Assembly;
using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Tests.Assembly;

public sealed class ConformTests : IDisposable
{
    private readonly CuttingRoom room = new();

    public void Dispose() => room.Dispose();

    [Theory]
    [InlineData("s=640x360:r=30:d=3", 48)]
    [InlineData("s=640x360:r=25:d=3", 60)]
    [InlineData("s=640x360:r=24000/1001:d=3", 70)]
    [InlineData("s=1280x704:r=60:d=3", 72)]
    [InlineData("s=640x360:r=24:d=2", 52)]
    public async Task ConformTake_AnyRate_HasExactFramesAndSamples(string source, int frames)
    {
        var clip = await ConformAsync(source, frames);

        Assert.Equal(frames, (await room.GrayAsync(await room.PathAsync(clip.Video), 4, 4)).Count);
        Assert.Equal(frames * 2000, (await room.SoundAsync(await room.PathAsync(clip.Sound))).Frames);
        Assert.Equal(frames, clip.Frames);
    }

    [Fact]
    public async Task ConformTake_SameRate_KeepsEachFrameInItsPlace()
    {
        var shot = CuttingRoom.Shot(3, 40, 12);

        var clip = await room.ConformAsync(await room.NumberedTakeAsync(3, 40), shot);

        var numbers = await room.NumbersAsync(await room.PathAsync(clip.Video));
        Assert.Equal(Enumerable.Range(0, 40).Select(frame => ((int, int)?)(3, frame)), numbers);
        Assert.Equal((3, 39), Assert.Single(await room.NumbersAsync(await room.PathAsync(clip.LastFrame))));
    }

    [Fact]
    public async Task ConformTake_ShortTake_HoldsItsLastFrame()
    {
        var clip = await room.ConformAsync(await room.NumberedTakeAsync(1, 37), CuttingRoom.Shot(1, 40));

        var numbers = await room.NumbersAsync(await room.PathAsync(clip.Video));
        Assert.Equal([(1, 36), (1, 36), (1, 36), (1, 36)], numbers.TakeLast(4).Select(number => number!.Value));
    }

    [Fact]
    public async Task ConformTake_WithoutSound_HasSilenceOfItsLength()
    {
        var path = room.File("mute.mp4");
        await room.FfmpegAsync("-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=2", "-c:v", "libx264", "-preset", "ultrafast", path);

        var clip = await room.ConformAsync(path, CuttingRoom.Shot(1, 40));

        var sound = await room.SoundAsync(await room.PathAsync(clip.Sound));
        Assert.Equal(80_000, sound.Frames);
        Assert.All(sound.Samples, sample => Assert.Equal(0, sample));
    }

    [Fact]
    public async Task ConformTake_SoundStartsLaterThanPicture_KeepsItsPlace()
    {
        var path = room.File("late.mkv");
        await room.FfmpegAsync(
            "-f", "lavfi", "-i", "testsrc2=s=320x180:r=24:d=2", "-itsoffset", "0.5", "-f", "lavfi", "-i", "sine=f=500:r=48000:d=1",
            "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "pcm_s16le", path);

        var clip = await room.ConformAsync(path, CuttingRoom.Shot(1, 48));

        var sound = await room.SoundAsync(await room.PathAsync(clip.Sound));
        var onset = Enumerable.Range(0, sound.Frames).First(index => Math.Abs(sound.Samples[index * 2]) > 0.01);
        Assert.InRange(onset, 24_000 - 48, 24_000 + 48);
    }

    [Theory]
    [InlineData("bt709", "tv")]
    [InlineData("smpte170m", "tv")]
    [InlineData("bt709", "pc")]
    [InlineData("smpte170m", "pc")]
    public async Task ConformTake_AnyMatrixAndRange_KeepsItsColours(string matrix, string range)
    {
        var path = room.File("colour.mp4");
        var scaler = matrix == "bt709" ? "bt709" : "bt601";
        await room.FfmpegAsync(
            "-f", "lavfi", "-i", "color=black:s=320x180:r=24:d=1,format=rgb24,geq=r=200:g=60:b=40", "-vf",
            $"scale=out_color_matrix={scaler}:out_range={(range == "pc" ? "full" : "limited")},format={(range == "pc" ? "yuvj420p" : "yuv420p")}",
            "-c:v", "libx264", "-preset", "ultrafast", "-crf", "4", "-colorspace", matrix, "-color_range", range, path);

        var clip = await room.ConformAsync(path, CuttingRoom.Shot(1, 24));

        var rgb = await RgbAsync(await room.PathAsync(clip.Video));
        Assert.InRange(rgb.Red, 195, 205);
        Assert.InRange(rgb.Green, 55, 65);
        Assert.InRange(rgb.Blue, 35, 45);
    }

    [Fact]
    public async Task ConformTake_Portrait_IsFramedOverABlurredFill()
    {
        var clip = await ConformAsync("s=360x640:r=24:d=1", 24);

        // Middle: the picture, as high as the film. Beside it: the fill, darker and without detail.
        var frame = (await room.GrayAsync(await room.PathAsync(clip.Video), 320, 180))[0];
        Assert.True(Detail(frame, 112, 208) > 5 * Detail(frame, 4, 100));
        Assert.True(frame.Where((_, index) => index % 320 < 100).Max() > 20);
    }

    [Fact]
    public async Task ConformTake_Rotated_StandsUpright()
    {
        var (flat, turned) = (room.File("flat.mp4"), room.File("turned.mp4"));
        // White on the left half; turned by the header it is white above (or below), never beside.
        await room.FfmpegAsync("-f", "lavfi", "-i", "color=black:s=180x320:r=24:d=1,drawbox=w=iw:h=ih/2:color=white:t=fill", "-c:v", "libx264", flat);
        await room.FfmpegAsync("-i", flat, "-c", "copy", "-metadata:s:v:0", "rotate=90", turned);

        var clip = await room.ConformAsync(turned, CuttingRoom.Shot(1, 24));

        var corners = (await room.GrayAsync(await room.PathAsync(clip.Video), 2, 2))[0];
        Assert.Equal(2, corners.Count(level => level > 200));
        Assert.True(Math.Abs(corners[0] - corners[2]) < 20);
    }

    [Fact]
    public async Task ConformTake_Anamorphic_IsShownInItsTrueShape()
    {
        var path = room.File("wide.mp4");
        // A square picture of pixels 16:9 wide fills the film without a frame.
        await room.FfmpegAsync("-f", "lavfi", "-i", "color=white:s=240x240:r=24:d=1", "-vf", "setsar=16/9", "-c:v", "libx264", path);

        var clip = await room.ConformAsync(path, CuttingRoom.Shot(1, 24));

        Assert.All((await room.GrayAsync(await room.PathAsync(clip.Video), 16, 9))[0], level => Assert.True(level > 240));
    }

    [Fact]
    public async Task ConformTake_Again_IsFoundNotMade()
    {
        var shot = CuttingRoom.Shot(1, 24);
        var take = await room.TakeAsync(await room.NumberedTakeAsync(1, 24), shot);
        var request = new ConformTakeRequest(shot, take, CuttingRoom.Size, 24);
        var first = await room.Stage.ConformTakeAsync(request);
        // A program that cannot run proves that nothing was run.
        using var idle = new AssemblyActivities(
            room.Assets, new Ffmpeg(new FfmpegOptions { Ffmpeg = "/nowhere", Ffprobe = "/nowhere" }), new AssemblyOptions { CacheFolder = room.File("cache") });

        Assert.Equal(first, await idle.ConformTakeAsync(request));
        await Assert.ThrowsAsync<MediaException>(() => idle.ConformTakeAsync(request with { Fps = 25 }));
    }

    [Fact]
    public async Task ConformTake_NotAVideo_SaysSo()
    {
        var path = room.File("page.mp4");
        await File.WriteAllTextAsync(path, "<html>Not found</html>");

        await Assert.ThrowsAsync<MediaException>(() => room.ConformAsync(path, CuttingRoom.Shot(1, 24)));
    }

    [Fact]
    public async Task ConformTake_DiskFull_SurfacesAsDiskFull()
    {
        var shot = CuttingRoom.Shot(1, 24);
        var take = await room.TakeAsync(await room.NumberedTakeAsync(1, 24), shot);
        using var stage = new AssemblyActivities(new FullDisk(room.Assets, room.File("full")), room.Ffmpeg, new AssemblyOptions { CacheFolder = room.File("other") });

        var exception = await Assert.ThrowsAsync<MediaException>(() => stage.ConformTakeAsync(new ConformTakeRequest(shot, take, CuttingRoom.Size, 24)));

        Assert.True(exception.DiskFull);
    }

    [Fact]
    public async Task ConformTake_TakesTooLong_IsEndedAndSaysSo()
    {
        var shot = CuttingRoom.Shot(1, 24);
        var take = await room.TakeAsync(await room.NumberedTakeAsync(1, 24), shot);
        using var hurried = new AssemblyActivities(room.Assets, room.Ffmpeg, new AssemblyOptions { CacheFolder = room.File("hurried"), Timeout = TimeSpan.FromMilliseconds(1) });

        await Assert.ThrowsAsync<TimeoutException>(() => hurried.ConformTakeAsync(new ConformTakeRequest(shot, take, CuttingRoom.Size, 24)));
    }

    private async Task<ConformedClip> ConformAsync(string source, int frames)
    {
        var path = room.File($"{Guid.NewGuid():N}.mp4");
        await room.FfmpegAsync(
            "-f", "lavfi", "-i", $"testsrc2={source}", "-f", "lavfi", "-i", "sine=f=300:r=44100:d=3", "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", path);
        return await room.ConformAsync(path, CuttingRoom.Shot(1, frames));
    }

    private async Task<(int Red, int Green, int Blue)> RgbAsync(string path)
    {
        using var bytes = new MemoryStream();
        await room.Ffmpeg.ReadAsync(
            [
                "-v", "error", "-i", path, "-frames:v", "1", "-vf", "scale=in_color_matrix=bt709:in_range=limited:out_range=full,format=rgb24",
                "-f", "rawvideo", "pipe:1",
            ],
            output => output.CopyToAsync(bytes));
        var pixel = bytes.ToArray();
        return (pixel[0], pixel[1], pixel[2]);
    }

    private static double Detail(byte[] frame, int left, int right)
    {
        var sum = 0.0;
        for (var y = 20; y < 160; y++)
        {
            for (var x = left; x < right; x++)
                sum += Math.Abs(frame[(y * 320) + x] - frame[(y * 320) + x + 1]);
        }

        return sum / (right - left);
    }

    /// <summary>A store whose work folders lie on a device that is always full.</summary>
    private sealed class FullDisk(LocalAssetStore store, string root) : IAssetStore
    {
        public Task<AssetRef> AddFileAsync(string path, string mediaType, CancellationToken cancellationToken = default) =>
            store.AddFileAsync(path, mediaType, cancellationToken);

        public Task<AssetRef> AddAsync(ReadOnlyMemory<byte> bytes, string mediaType, CancellationToken cancellationToken = default) =>
            store.AddAsync(bytes, mediaType, cancellationToken);

        public Task<string> FileAsync(AssetRef asset, CancellationToken cancellationToken = default) => store.FileAsync(asset, cancellationToken);

        public WorkFolder CreateWorkFolder()
        {
            var folder = new WorkFolder(Path.Combine(root, Guid.NewGuid().ToString("N")));
            File.CreateSymbolicLink(folder.File("picture.mp4"), "/dev/full");
            return folder;
        }
    }
}
