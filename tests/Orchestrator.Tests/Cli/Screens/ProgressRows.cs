using Orchestrator.Model;

namespace Orchestrator.Tests.Cli.Screens;

/// <summary>Progress to draw.</summary>
internal static class ProgressRows
{
    public static ShotProgress Shot(
        int number,
        string step = "waiting",
        int attempt = 0,
        string? model = null,
        ScoredAttribute? failed = null,
        ShotField? changed = null,
        double? score = null,
        decimal spent = 0,
        string? note = null,
        string beat = "A barista opens the shutters of a corner café") =>
        new($"s{number:00}", number, beat, 5, step, attempt, model, failed, changed, score, Money.Usd(spent), note);

    public static ProductionProgress Film(ProductionStage stage, params ShotProgress[] shots) =>
        new("Harbour Coffee", stage, Paused: false, shots, Money.Usd(4.10m), Money.Usd(1.30m), Money.Usd(12), Waiting: null);
}
