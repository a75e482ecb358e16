using Orchestrator.Cli.Films;
using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>A planned and priced brief as a table.</summary>
internal static class PlanTable
{
    private const int WidestModel = 20;
    private const int WidestBeat = 60;
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, Estimate estimate)
    {
        var (brief, plan) = (estimate.Brief, estimate.Plan);
        var width = Math.Min(terminal.Output.Profile.Width, 160);
        var modelWidth = Math.Min(WidestModel, estimate.Routes.Max(route => Line.CellsOf(route.Model)) + 2);
        var beatWidth = Math.Min(WidestBeat, Math.Max(20, width - 5 - 8 - 8 - modelWidth - 10));

        Put(terminal, new Line().Add(brief.Title, Strong).Add($"  {plan.TotalFrames} frames, {brief.Duration().TotalSeconds:0.##} s at {brief.Fps} fps, {brief.Size}", Dim));
        Put(terminal, new Line());
        Put(terminal, new Line().Left("#", 5, Dim).Left("shot", beatWidth, Dim).Right("starts", 8, Dim).Right("lasts", 8, Dim).Add("  ").Left("model", modelWidth, Dim).Right("a take", 8, Dim));
        foreach (var (shot, index) in plan.Shots.Select((shot, index) => (shot, index)))
        {
            Put(terminal, new Line()
                .Left(shot.Id, 5, Dim)
                .Left(shot.Beat, beatWidth)
                .Right(Words.Clock(TimeSpan.FromSeconds((double)plan.StartFrame(index) / brief.Fps)), 8)
                .Right($"{(double)shot.Frames / brief.Fps:0.0} s", 8)
                .Add("  ").Left(estimate.Routes[index].Model, modelWidth)
                .Right($"{estimate.Routes[index].WorstCase.Amount():0.00}", 8));
        }

        Put(terminal, new Line());
        Money(terminal, "storyboard", $"{estimate.Storyboard}  ({Words.Count(plan.Shots.Count + estimate.Ends, "frame")}{(estimate.Sheets > 0 ? $" and {Words.Count(estimate.Sheets, "reference sheet")}" : "")} at {estimate.Frame!.Price} by {estimate.Frame.Model})");
        if (estimate.Planning is { } planning)
            Money(terminal, "planning", $"{planning}  (at most, for the plan and its critique)");
        Money(terminal, "at least", $"{estimate.Least}  ({(estimate.Planning is null ? "" : "planning, ")}storyboard and one take of every shot)");
        if (estimate.Affordable)
            Money(terminal, "at most", $"{(estimate.Most < brief.Budget.Film ? estimate.Most : brief.Budget.Film)}  (up to {Words.Count(brief.MaximumAttempts, "take")} a shot, never over the budget)");
        Money(terminal, "budget", estimate.Affordable ? $"{brief.Budget.Film}" : $"{brief.Budget.Film}  does not pay the least: raise it, shorten the film or allow a cheaper model");
        foreach (var group in estimate.Grouping.Groups)
            Money(terminal, "together", $"{string.Join(", ", group.ShotIds)} as one generation of {group.Seconds.Sum()} s on {group.Model}, {group.WorstCase}");
        foreach (var note in plan.Notes)
            Money(terminal, "note", note);
    }

    private static void Money(Terminal terminal, string name, string value) => Put(terminal, new Line().Left(name, 12, Dim).Add(value));

    private static void Put(Terminal terminal, Line line)
    {
        terminal.Output.Write(line.Render());
        terminal.Output.WriteLine();
    }
}
