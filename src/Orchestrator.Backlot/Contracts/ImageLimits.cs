using System.Text.Json.Nodes;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What an endpoint takes as an input picture.</summary>
internal sealed record ImageLimits(int MaxBytes, int MinSide, double MaxRatio, params string[] Formats)
{
    public FalProblem? Check(string field, int bytes, ImageHeader? header)
    {
        if (bytes > MaxBytes)
            return new FalProblem(field, "file_too_large", $"The file is larger than {MaxBytes} bytes", new JsonObject { ["max_size"] = MaxBytes });
        if (header is null)
            return new FalProblem(field, "image_load_error", "The image could not be read; it may be broken or in an unknown format");
        if (!Formats.Contains(header.Format))
            return new FalProblem(field, "unsupported_image_format", "The image format is not supported", new JsonObject { ["supported_formats"] = new JsonArray([.. Formats.Select(f => JsonValue.Create(f))]) });
        if (header.Width < MinSide || header.Height < MinSide)
            return new FalProblem(field, "image_too_small", $"The image should be at least {MinSide}x{MinSide}", new JsonObject { ["min_width"] = MinSide, ["min_height"] = MinSide });
        var ratio = (double)Math.Max(header.Width, header.Height) / Math.Min(header.Width, header.Height);
        return ratio > MaxRatio
            ? new FalProblem(field, "value_error", $"The aspect ratio should be between 1:{MaxRatio} and {MaxRatio}:1")
            : null;
    }
}
