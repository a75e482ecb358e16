using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>How a step of a shot looks on the board.</summary>
/// <param name="Mark">One column.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Kind">Where the shot stands.</param>
internal sealed record ShotState(string Mark, Style Style, ShotStateKind Kind)
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <summary>The look of a step; <paramref name="tick"/> turns the spinner of a shot at work.</summary>
    public static ShotState Of(string step, int tick) => step switch
    {
        "waiting" => new("·", new Style(Color.Grey), ShotStateKind.Waiting),
        "drawn" => new("▫", new Style(Color.Grey), ShotStateKind.Waiting),
        "accepted" or "approved" => new("✓", new Style(Color.Green), ShotStateKind.Done),
        _ when step.StartsWith("accepted", StringComparison.Ordinal) => new("✓", new Style(Color.Yellow), ShotStateKind.Done),
        "refused" or "failed" or "cancelled" => new("✗", new Style(Color.Red), ShotStateKind.Done),
        _ when step.StartsWith("stopped", StringComparison.Ordinal) => new("✗", new Style(Color.Red), ShotStateKind.Done),
        _ => new(Spinner[tick % Spinner.Length].ToString(), new Style(Color.Aqua), ShotStateKind.AtWork),
    };
}
