using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Fal;

/// <summary>Which field of a row decides what is sent in a field of its endpoint, and how much of it.</summary>
internal static class FalCatalogueField
{
    /// <summary>The field of the row's file; null for what the client writes whatever the row says.</summary>
    public static string? Of(ModelRow row, string field) => field switch
    {
        _ when row.Input.Fixed.ContainsKey(field) => $"input.fixed.{field}",
        "prompt" => "prompt-limit",
        _ when field == row.Input.Image => "input.image",
        _ when field == row.Input.EndImage => "input.end-image",
        _ when field == row.Input.Sound => "input.sound",
        _ when field == row.Input.Seed => "input.seed",
        _ when field == row.Input.Lines => "lines, or input.lines",
        _ when field == row.Input.Aspect => "aspects, or input.aspect",
        "duration" or "num_frames" or "frames_per_second" => "seconds, or input.duration",
        "aspect_ratio" => "aspects",
        _ when field.StartsWith("multi_prompt", StringComparison.Ordinal) => "several",
        _ when field.StartsWith("elements", StringComparison.Ordinal) || field.Split('[')[0] is "image_urls" or "video_urls" or "audio_urls" => "references",
        _ => null,
    };

    /// <summary>Most characters that the row allows in a text field; null for one that it does not bound.</summary>
    public static int? Longest(ModelRow row, string field) => (field switch
    {
        "prompt" => row.PromptLimit,
        "multi_prompt[].prompt" => row.Several?.PromptLimit ?? row.PromptLimit,
        _ => int.MaxValue,
    }) is < int.MaxValue and var limit ? limit : null;
}
