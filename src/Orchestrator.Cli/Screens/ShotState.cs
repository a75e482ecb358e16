using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>How a step of a shot looks on the board.</summary>
/// <param name="Name">The step in a few letters.</param>
/// <param name="Mark">One column.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Kind">Where the shot stands.</param>
internal sealed record ShotState(string Name, string Mark, Style Style, ShotStateKind Kind)
{
    private const string Spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

    /// <summary>The look of a step; <paramref name="tick"/> turns the spinner of a shot at work.</summary>
    public static ShotState Of(string step, int tick) => step switch
    {
        "waiting" => new(step, "·", new Style(Color.Grey), ShotStateKind.Waiting),
        "storyboard ready" => new("drawn", "▪", new Style(Color.Grey), ShotStateKind.Waiting),
        "accepted" => new(step, "✓", new Style(Color.Green), ShotStateKind.Done),
        "accepted with notes" => new("with notes", "✓", new Style(Color.Yellow), ShotStateKind.Done),
        "stopped" => new(step, "✗", new Style(Color.Red), ShotStateKind.Done),
        "frame rejected" => AtWork("redrawing", tick),
        _ => AtWork(step, tick),
    };

    private static ShotState AtWork(string name, int tick) =>
        new(name, Spinner[tick % Spinner.Length].ToString(), new Style(Color.Aqua), ShotStateKind.AtWork);
}
