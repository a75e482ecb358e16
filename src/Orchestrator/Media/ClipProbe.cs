using System.Globalization;
using System.Text.Json;
using Orchestrator.Model;

namespace Orchestrator.Media;

/// <summary>Reads what a clip is by counting its frames, never by trusting its header.</summary>
internal sealed class ClipProbe(Ffmpeg ffmpeg)
{
    /// <summary>The facts; null when the file holds no video that can be read.</summary>
    public async Task<ClipFacts?> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        string json;
        try
        {
            json = await ffmpeg.ProbeAsync(
                ["-v", "error", "-count_packets", "-show_entries", "stream=codec_type,nb_read_packets,avg_frame_rate,width,height", "-of", "json", path], cancellationToken);
        }
        catch (MediaException exception) when (!exception.ToolMissing)
        {
            return null;
        }

        using var document = JsonDocument.Parse(json);
        var streams = document.RootElement.TryGetProperty("streams", out var found) ? found.EnumerateArray().ToList() : [];
        var video = streams.FirstOrDefault(stream => Type(stream) == "video");
        if (video.ValueKind == JsonValueKind.Undefined || !video.TryGetProperty("nb_read_packets", out var packets))
            return null;
        var frames = int.Parse(packets.GetString()!, CultureInfo.InvariantCulture);
        var fps = Ratio(video.GetProperty("avg_frame_rate").GetString()!);
        return frames == 0 || fps == 0
            ? null
            : new(frames, fps, new(video.GetProperty("width").GetInt32(), video.GetProperty("height").GetInt32()), streams.Any(stream => Type(stream) == "audio"));
    }

    private static string? Type(JsonElement stream) => stream.GetProperty("codec_type").GetString();

    private static double Ratio(string text)
    {
        var parts = text.Split('/');
        var denominator = parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
        return denominator == 0 ? 0 : double.Parse(parts[0], CultureInfo.InvariantCulture) / denominator;
    }
}
