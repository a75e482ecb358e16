using System.Globalization;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Writes the filter that makes any picture fit the film. Pure text: the same question always has the same answer.</summary>
internal static class ConformFilter
{
    // Sources this close to the film's shape are cropped by a hair rather than framed.
    private const double SameShape = 0.04;

    // The blurred fill is made this many times smaller than the film: blurring few pixels is quick, enlarging them blurs again.
    private const int FillReduction = 16;

    /// <summary>The filter chain from a decoded source to frames of the film: rate, exact count, shape, colour.</summary>
    /// <param name="source">What the source is.</param>
    /// <param name="size">Picture size of the film.</param>
    /// <param name="fps">Frames per second of the film.</param>
    /// <param name="frames">Frames wanted: more are trimmed at the end, and for missing ones the last frame is held.</param>
    /// <param name="pace">How much faster it is shown; 1 is as it was made.</param>
    public static string Picture(SourcePicture source, FrameSize size, int fps, int frames, double pace = 1)
    {
        var fields = source.Interlaced ? "yadif=deint=interlaced," : "";
        var shown = pace > 1 ? string.Create(CultureInfo.InvariantCulture, $"setpts=(PTS-STARTPTS)/{pace:0.########}") : "setpts=PTS-STARTPTS";
        var rate = $"{shown},fps={fps}:round=near,tpad=stop_mode=clone:stop={frames},trim=end_frame={frames},setpts=PTS-STARTPTS";
        return $"{fields}{rate},{Shape(source, size)},{PictureEncoding.Marks}";
    }

    private static string Shape(SourcePicture source, FrameSize size)
    {
        var across = size.Width / source.Width;
        var down = size.Height / source.Height;
        if (Math.Abs(across / down - 1) <= SameShape)
        {
            var cover = Math.Max(across, down);
            return $"{Scale(source, Even(source.Width * cover, size.Width), Even(source.Height * cover, size.Height))},crop={size.Width}:{size.Height}";
        }

        return Framed(source, size, Math.Min(across, down));
    }

    // The whole picture in the middle, over itself enlarged, blurred and darkened.
    private static string Framed(SourcePicture source, FrameSize size, double scale)
    {
        var width = Math.Min(size.Width, Even(source.Width * scale, 2));
        var height = Math.Min(size.Height, Even(source.Height * scale, 2));
        var (smallWidth, smallHeight) = (Even((double)size.Width / FillReduction, 16), Even((double)size.Height / FillReduction, 16));
        var cover = Math.Max((double)smallWidth / width, (double)smallHeight / height);
        var fill = $"scale={Even(width * cover, smallWidth)}:{Even(height * cover, smallHeight)}:flags=area,crop={smallWidth}:{smallHeight},"
            + $"gblur=sigma=3,scale={size.Width}:{size.Height}:flags=bicubic,setsar=1,lutyuv=y=16+(val-16)*0.55";
        return $"{Scale(source, width, height)},setsar=1,format=yuv420p,split[front][back];[back]{fill}[fill];"
            + $"[fill][front]overlay=x={(size.Width - width) / 4 * 2}:y={(size.Height - height) / 4 * 2}";
    }

    private static string Scale(SourcePicture source, int width, int height) =>
        $"scale={width}:{height}:flags=bicubic:in_color_matrix={source.Matrix}:out_color_matrix=bt709"
        + $":in_range={(source.FullRange ? "full" : "limited")}:out_range=limited";

    private static int Even(double value, int least) => Math.Max(least, (int)Math.Round(value / 2) * 2);
}
