using Orchestrator.Model;

namespace Orchestrator.Testing;

/// <summary>Briefs for tests.</summary>
public static class Briefs
{
    /// <summary>A brief with that many beats; everything else plain.</summary>
    public static Brief Of(double seconds = 12, int beats = 2, int crossfade = 0, string name = "test-film") => new(
        name,
        "Test Film",
        (int)Math.Round(seconds * 24),
        24,
        new(1280, 720),
        [.. Enumerable.Range(1, beats).Select(beat => beat % 2 == 0
            ? $"A barista in a navy apron raises cup number {beat} in the cafe."
            : $"Morning over the harbor, boats on calm water, part {beat}.")],
        new(new(Warmth.Warm, LightQuality.Soft, LightDirection.Left, TimeOfDay.Day), ["amber", "teal", "cream"]),
        new(Money.Usd(50)),
        [],
        new(crossfade),
        new(null, "calm"),
        Loudness.Web,
        new(ApprovalPolicy.Auto),
        4,
        1,
        [],
        new Dictionary<int, string>());
}
