using System.Globalization;

namespace Orchestrator.Backlot.Contracts;

/// <summary>The days on which providers stopped serving models; by the Backlot's clock, so that the time before can be visited.</summary>
internal static class Lifecycle
{
    private static readonly Dictionary<string, DateOnly> Ends = new(StringComparer.Ordinal)
    {
        ["sora-2"] = new(2026, 9, 24),
        ["sora-2-pro"] = new(2026, 9, 24),
        ["dall-e-2"] = new(2026, 5, 12),
        ["dall-e-3"] = new(2026, 5, 12),
        ["gpt-image-1"] = new(2026, 10, 23),
        ["gpt-image-1-mini"] = new(2026, 12, 1),
        ["gpt-image-1.5"] = new(2026, 12, 1),
        ["chatgpt-image-latest"] = new(2026, 12, 1),
        ["gpt-4o"] = new(2027, 1, 14),
        ["gpt-4.1"] = new(2027, 1, 14),
        ["gpt-5"] = new(2026, 12, 11),
        ["veo-2.0-generate-001"] = new(2026, 6, 30),
        ["veo-3.0-generate-001"] = new(2026, 6, 30),
        ["veo-3.1-generate-preview"] = new(2026, 10, 22),
        ["veo-3.1-fast-generate-preview"] = new(2026, 10, 22),
        ["veo-3.1-lite-generate-preview"] = new(2026, 10, 22),
        ["gemini-omni-flash-preview"] = new(2026, 9, 30),
        ["gemini-2.5-flash-image"] = new(2026, 10, 2),
    };

    /// <summary>Whether a model is still served at a time; one whose end nobody has told is.</summary>
    public static bool Serves(string model, DateTimeOffset now) => !Ends.TryGetValue(model, out var end) || DateOnly.FromDateTime(now.UtcDateTime) < end;

    /// <summary>The day from which a model is gone, as OpenAI's list tells it; null while none is told.</summary>
    public static string? ShutdownOf(string model) => Ends.TryGetValue(model, out var end) ? end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
