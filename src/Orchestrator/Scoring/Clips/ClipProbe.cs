using System.Globalization;
using System.Text.Json;
using Orchestrator.Media;

namespace Orchestrator.Scoring.Clips;

/// <summary>Asks ffprobe for a file's format.</summary>
internal sealed class ClipProbe(Ffmpeg ffmpeg)
{
    /// <summary>The format of a clip or a picture.</summary>
    /// <exception cref="MediaException">The file cannot be read, or holds no picture.</exception>
    public async Task<ClipFormat> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var json = await ffmpeg.ProbeAsync(
            [
                "-v", "error", "-of", "json",
                "-show_entries", "stream=codec_type,width,height,avg_frame_rate,r_frame_rate,color_space:stream_side_data=rotation",
                path,
            ],
            cancellationToken);
        using var document = JsonDocument.Parse(json);
        var streams = document.RootElement.TryGetProperty("streams", out var list) ? list.EnumerateArray().ToList() : [];
        var video = streams.FirstOrDefault(stream => Text(stream, "codec_type") == "video");
        if (video.ValueKind != JsonValueKind.Object || !video.TryGetProperty("width", out var width) || width.GetInt32() == 0)
            throw new MediaException($"{Path.GetFileName(path)} holds no picture.");
        var height = video.GetProperty("height").GetInt32();
        var turned = Math.Abs(Rotation(video)) % 180 == 90;
        return new ClipFormat(
            turned ? height : width.GetInt32(),
            turned ? width.GetInt32() : height,
            Rate(Text(video, "avg_frame_rate")) ?? Rate(Text(video, "r_frame_rate")) ?? 0,
            Text(video, "color_space") is { Length: > 0 } matrix && matrix != "unknown",
            streams.Any(stream => Text(stream, "codec_type") == "audio"));
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Rotation(JsonElement video)
    {
        if (!video.TryGetProperty("side_data_list", out var sideData))
            return 0;
        foreach (var entry in sideData.EnumerateArray())
        {
            if (entry.TryGetProperty("rotation", out var rotation))
                return (int)rotation.GetDouble();
        }

        return 0;
    }

    private static double? Rate(string? fraction)
    {
        var parts = fraction?.Split('/');
        if (parts is not [var upper, var lower])
            return null;
        var below = double.Parse(lower, CultureInfo.InvariantCulture);
        var above = double.Parse(upper, CultureInfo.InvariantCulture);
        return below > 0 && above > 0 ? above / below : null;
    }
}
