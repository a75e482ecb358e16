using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Providers;

/// <summary>Pictures as they were delivered: some models answer with a JPEG whatever is asked.</summary>
internal static class DrawnPicture
{
    private const string None = "what was delivered is not a picture";

    /// <summary>A delivered picture as a PNG; <see cref="OutcomeClass.UnderDelivered"/> for what is none.</summary>
    public static async Task<DrawnImage> ReadAsync(byte[] picture, FrameSize asked, Money cost, IAssetStore assets, Ffmpeg ffmpeg, CancellationToken cancellationToken)
    {
        var png = IsJpeg(picture) ? await ConvertedAsync(picture, assets, ffmpeg, cancellationToken) : picture;
        return PngHeader.Size(png) is { } size
            ? new(OutcomeClass.Delivered, png, size, cost, "delivered")
            : new(OutcomeClass.UnderDelivered, default, asked, cost, None);
    }

    private static bool IsJpeg(ReadOnlySpan<byte> picture) => picture is [0xFF, 0xD8, 0xFF, ..];

    private static async Task<byte[]> ConvertedAsync(byte[] jpeg, IAssetStore assets, Ffmpeg ffmpeg, CancellationToken cancellationToken)
    {
        using var folder = assets.CreateWorkFolder();
        var (original, converted) = (folder.File("drawn.jpg"), folder.File("drawn.png"));
        await File.WriteAllBytesAsync(original, jpeg, cancellationToken);
        try
        {
            await ffmpeg.RunAsync(["-y", "-v", "error", "-i", original, "-frames:v", "1", converted], cancellationToken);
        }
        catch (MediaException exception) when (!exception.ToolMissing && !exception.DiskFull)
        {
            // Cut short on the way: no picture either.
            return jpeg;
        }

        return await File.ReadAllBytesAsync(converted, cancellationToken);
    }
}
