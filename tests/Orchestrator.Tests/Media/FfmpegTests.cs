using Orchestrator.Media;

namespace Orchestrator.Tests.Media;

public sealed class FfmpegTests
{
    private static readonly Ffmpeg Tool = new(new FfmpegOptions());

    [Fact]
    public async Task ReadAsync_RawFrames_HandsEveryByteToTheReader()
    {
        var bytes = new MemoryStream();

        await Tool.ReadAsync(
            ["-v", "error", "-f", "lavfi", "-i", "color=red:s=32x18:r=10:d=1", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
            stream => stream.CopyToAsync(bytes));

        Assert.Equal(32 * 18 * 3 * 10, bytes.Length);
    }

    [Fact]
    public async Task WriteAsync_RawFrames_AreEncoded()
    {
        var file = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N") + ".png");
        try
        {
            await Tool.WriteAsync(
                ["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", "32x18", "-i", "-", "-frames:v", "1", file],
                async stream => await stream.WriteAsync(new byte[32 * 18 * 3]));

            Assert.Contains("width=32", await Tool.ProbeAsync(["-v", "error", "-show_entries", "stream=width", "-of", "default", file]));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task RunAsync_NoSuchFile_TellsWhatTheToolSaid()
    {
        var failure = await Assert.ThrowsAsync<MediaException>(() => Tool.RunAsync(["-v", "error", "-i", "/no/such/file.mp4", "-f", "null", "-"]));

        Assert.Contains("No such file", failure.Message);
        Assert.False(failure.ToolMissing);
    }

    [Fact]
    public async Task RunAsync_ToolIsMissing_SaysSo()
    {
        var missing = new Ffmpeg(new FfmpegOptions { Ffmpeg = "no-such-ffmpeg" });

        Assert.True((await Assert.ThrowsAsync<MediaException>(() => missing.RunAsync([]))).ToolMissing);
    }

    [Fact]
    public async Task RunAsync_Cancelled_EndsTheProcess()
    {
        using var cancel = new CancellationTokenSource();
        var endless = Tool.ReadAsync(
            ["-v", "error", "-re", "-f", "lavfi", "-i", "color=red:s=32x18:r=10", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
            async stream =>
            {
                var buffer = new byte[100];
                await stream.ReadExactlyAsync(buffer);
                await cancel.CancelAsync();
                while (await stream.ReadAsync(buffer) > 0)
                {
                }
            },
            cancel.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
    }

    [Fact]
    public async Task ReadAsync_ReaderFails_TellsTheReadersFault()
    {
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => Tool.ReadAsync(
            ["-v", "error", "-f", "lavfi", "-i", "color=red:s=320x180:r=10", "-pix_fmt", "rgb24", "-f", "rawvideo", "-"],
            _ => throw new InvalidDataException("not what was expected")));

        Assert.Equal("not what was expected", failure.Message);
    }
}
