using System.Text.Json;
using Orchestrator.Media;

namespace Orchestrator.Assembly;

/// <summary>Reads how a take's file is to be seen: shape, colour, fields, starts.</summary>
internal sealed class SourceProbe(Ffmpeg ffmpeg)
{
    // Untagged video of at least this height is taken for BT.709, below for BT.601, as players do.
    private const int HighDefinition = 720;

    /// <summary>Probes a file.</summary>
    /// <exception cref="AssemblyException">It has no picture.</exception>
    /// <exception cref="MediaException">It cannot be read.</exception>
    public async Task<SourcePicture> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var json = await ffmpeg.ProbeAsync(["-v", "error", "-show_streams", "-show_format", "-of", "json", path], cancellationToken);
        using var document = JsonDocument.Parse(json);
        var streams = document.RootElement.GetProperty("streams").EnumerateArray().ToList();
        var video = streams.Find(stream => Text(stream, "codec_type") == "video");
        if (video.ValueKind == JsonValueKind.Undefined)
            throw new AssemblyException("The take has no picture stream.");

        var (width, height) = Shape(video);
        var start = Number(video, "start_time") - Number(document.RootElement.GetProperty("format"), "start_time");
        return new SourcePicture(
            width,
            height,
            Matrix(Text(video, "color_space"), video.GetProperty("height").GetInt32()),
            Text(video, "color_range") == "pc" || (Text(video, "pix_fmt") ?? "").StartsWith("yuvj", StringComparison.Ordinal),
            Text(video, "field_order") is "tt" or "bb" or "tb" or "bt",
            start,
            streams.Exists(stream => Text(stream, "codec_type") == "audio"));
    }

    private static (double Width, double Height) Shape(JsonElement video)
    {
        double width = video.GetProperty("width").GetInt32();
        double height = video.GetProperty("height").GetInt32();
        var aspect = (Text(video, "sample_aspect_ratio") ?? "").Split(':');
        if (aspect.Length == 2 && double.TryParse(aspect[0], out var across) && double.TryParse(aspect[1], out var down) && across > 0 && down > 0)
            width *= across / down;
        return Math.Abs(Rotation(video)) % 180 == 90 ? (height, width) : (width, height);
    }

    private static int Rotation(JsonElement video)
    {
        if (!video.TryGetProperty("side_data_list", out var list))
            return 0;
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.TryGetProperty("rotation", out var rotation))
                return (int)Math.Round(rotation.GetDouble());
        }

        return 0;
    }

    private static string Matrix(string? named, int height) => named switch
    {
        "bt709" => "bt709",
        "smpte170m" or "bt470bg" => "bt601",
        "smpte240m" => "smpte240m",
        "fcc" => "fcc",
        "bt2020nc" or "bt2020c" => "bt2020",
        _ => height >= HighDefinition ? "bt709" : "bt601",
    };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static double Number(JsonElement element, string name) => double.TryParse(Text(element, name), out var number) ? number : 0;
}
