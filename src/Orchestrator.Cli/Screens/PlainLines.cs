using Orchestrator.Model;

namespace Orchestrator.Cli.Screens;

/// <summary>The board for a file or a pipe: one line a change, and nothing twice.</summary>
internal sealed class PlainLines
{
    private ProductionProgress? last;
    private string? lastTrouble;

    /// <summary>The lines that tell what changed since the call before.</summary>
    /// <param name="now">The production.</param>
    /// <param name="trouble">What is being tried again, if anything.</param>
    public IReadOnlyList<string> Changes(ProductionProgress now, string? trouble = null)
    {
        List<string> lines = [];
        if (last?.Stage != now.Stage)
            lines.Add(StageLine(now));
        if (last is not null && last.Paused != now.Paused)
            lines.Add(now.Paused ? "paused: nothing new is bought until it is resumed" : "resumed");
        foreach (var shot in now.Shots)
        {
            var before = last?.Shots.FirstOrDefault(row => row.ShotId == shot.ShotId);
            if (before is null ? shot.Step != "waiting" : Differs(before, shot))
                lines.Add(ShotLine(shot, Words.Story(shot) != (before is null ? "" : Words.Story(before))));
        }
        if (now.Waiting is { Length: > 0 } waiting && waiting != last?.Waiting)
            lines.Add(waiting);
        if (now.Stopped is { } stopped && stopped != last?.Stopped)
            lines.Add($"stopped by the budget: {stopped}");
        if (trouble is not null && trouble != lastTrouble)
            lines.Add(trouble);
        (last, lastTrouble) = (now, trouble);
        return lines;
    }

    private static bool Differs(ShotProgress before, ShotProgress now) =>
        before.Step != now.Step || before.Attempt != now.Attempt || before.Model != now.Model
        || before.LastFailed != now.LastFailed || before.LastChanged != now.LastChanged || before.Note != now.Note;

    private static string StageLine(ProductionProgress now)
    {
        var money = $"{now.Spent.Amount():0.00} of {now.Limit} spent";
        return now.Stage switch
        {
            ProductionStage.Planning => "planning: breaking the brief into shots",
            ProductionStage.Storyboard => $"storyboard: drawing {Words.Count(now.Shots.Count, "frame")}",
            ProductionStage.Approval => $"approval: the storyboard is ready, {money}",
            ProductionStage.Shooting => $"takes: {Words.Count(now.Shots.Count, "shot")} to shoot, {money}",
            ProductionStage.Cutting => $"cut: joining the film, {money}",
            ProductionStage.Reporting => "report: writing it",
            _ => $"ended, {money}",
        };
    }

    private static string ShotLine(ShotProgress shot, bool newStory)
    {
        List<string> parts = [shot.ShotId];
        if (shot.Attempt > 0)
            parts.Add($"take {shot.Attempt}");
        if (shot.Model is not null)
            parts.Add($"({shot.Model})");
        parts.Add(shot.Step);
        if (shot.Score is { } score)
            parts.Add($"score {score:0.00}");
        if (shot.Spent.Micros > 0)
            parts.Add($"cost {shot.Spent}");
        var line = string.Join(" ", parts);
        var story = Words.Story(shot);
        return newStory && story.Length > 0 ? $"{line}; {story.ReplaceLineEndings(" ")}" : line;
    }
}
