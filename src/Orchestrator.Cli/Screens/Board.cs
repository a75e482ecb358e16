using Orchestrator.Model;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Orchestrator.Cli.Screens;

/// <summary>A production on one screen: its stages, one row a shot, and the money.</summary>
/// <param name="progress">What to show.</param>
/// <param name="moment">When it is shown.</param>
internal sealed class Board(ProductionProgress progress, BoardMoment moment)
{
    private const int WideFrom = 104;
    private const int LinesAroundShots = 9;
    private const int StepColumns = 12;
    private static readonly Style Dim = new(Color.Grey);
    private static readonly Style Strong = new(decoration: Decoration.Bold);

    private static readonly (string Name, ProductionStage Last)[] Stages =
    [
        ("Plan", ProductionStage.Planning),
        ("Storyboard", ProductionStage.Approval),
        ("Takes", ProductionStage.Shooting),
        ("Cut", ProductionStage.Cutting),
        ("Report", ProductionStage.Reporting),
    ];

    private bool Wide => moment.Width >= WideFrom;

    /// <summary>The whole board.</summary>
    public IRenderable Render()
    {
        List<IRenderable> lines = [new Text(""), Header().Render(), Text.Empty];
        if (progress.Shots.Count > 0)
        {
            lines.Add(Titles().Render());
            lines.AddRange(Shots());
            lines.Add(Text.Empty);
        }
        lines.Add(Money().Render());
        lines.AddRange(Footer());
        return new Rows(lines);
    }

    private Line Header()
    {
        var line = new Line().Add(" ").Add(Line.Clip(progress.Title, Math.Max(10, moment.Width / 3)), Strong).Add("   ");
        foreach (var (name, last) in Stages)
            AddStage(line, name, last);
        var clock = Words.Clock(moment.Elapsed);
        var gap = moment.Width - line.Width - clock.Length - 1;
        return gap > 0 ? line.Add(new string(' ', gap)).Add(clock, Dim) : line;
    }

    private void AddStage(Line line, string name, ProductionStage last)
    {
        var index = Array.FindIndex(Stages, stage => stage.Last == last);
        var first = index == 0 ? ProductionStage.Planning : Stages[index - 1].Last + 1;
        if (progress.Stage > last)
            line.Add("✓ ", new Style(Color.Green)).Add(name + "  ", Dim);
        else if (progress.Stage >= first)
            line.Add(progress.Paused ? "‖ " : "● ", new Style(progress.Paused ? Color.Yellow : Color.Aqua)).Add(name + "  ", Strong);
        else
            line.Add("○ " + name + "  ", Dim);
    }

    private int ModelWidth => Math.Clamp(progress.Shots.Max(shot => Line.CellsOf(shot.Model ?? "")) + 1, 6, Wide ? 20 : 14);

    private int BeatWidth
    {
        get
        {
            var rest = moment.Width - 7 - StepColumns - 5 - ModelWidth - 6 - 8;
            return Math.Max(8, Wide ? rest / 2 : rest);
        }
    }

    private int StoryWidth => Wide ? Math.Max(0, moment.Width - 7 - BeatWidth - StepColumns - 5 - ModelWidth - 6 - 8 - 2) : 0;

    private Line Titles()
    {
        var line = new Line().Add("   ").Left("#", 4, Dim).Left("shot", BeatWidth, Dim).Left("", StepColumns)
            .Left("take", 5, Dim).Left("model", ModelWidth, Dim).Right("score", 6, Dim).Right("cost", 8, Dim);
        return Wide ? line.Add("  ").Left("what happened", StoryWidth, Dim) : line;
    }

    private IEnumerable<IRenderable> Shots()
    {
        var room = Math.Max(3, moment.Height - LinesAroundShots);
        var rows = progress.Shots.Select(shot => (Shot: shot, State: ShotState.Of(shot.Step, moment.Tick))).ToList();
        var lines = rows.Sum(row => LinesOf(row.Shot, row.State));
        var shown = lines <= room ? rows : Fold(rows, room - 1);
        foreach (var row in shown)
        {
            yield return Row(row.Shot, row.State).Render();
            if (LinesOf(row.Shot, row.State) == 2)
                yield return new Line().Add("        └ ", Dim).Add(Line.Clip(Words.Story(row.Shot), moment.Width - 11), new Style(Color.Yellow)).Render();
        }
        if (shown.Count < rows.Count)
            yield return Folded([.. rows.Except(shown)]).Render();
    }

    private int LinesOf(ShotProgress shot, ShotState state) => !Wide && state.Kind == ShotStateKind.AtWork && Words.Failure(shot).Length > 0 ? 2 : 1;

    // What is at work comes first, then what comes next, then what is done; the film's order is kept among the rows shown.
    private List<(ShotProgress Shot, ShotState State)> Fold(List<(ShotProgress Shot, ShotState State)> rows, int room)
    {
        var byInterest = rows.OrderBy(row => row.State.Kind switch { ShotStateKind.AtWork => 0, ShotStateKind.Waiting => 1, _ => 2 });
        HashSet<string> kept = [];
        foreach (var row in byInterest)
        {
            room -= LinesOf(row.Shot, row.State);
            if (room < 0)
                break;
            kept.Add(row.Shot.ShotId);
        }
        return [.. rows.Where(row => kept.Contains(row.Shot.ShotId))];
    }

    private Line Folded(List<(ShotProgress Shot, ShotState State)> hidden)
    {
        var kinds = hidden.GroupBy(row => row.State.Name).Select(group => $"{group.Count()} {group.Key}");
        return new Line().Add(Line.Clip($"       … {Words.Count(hidden.Count, "more shot")}: {string.Join(", ", kinds)}", moment.Width - 1), Dim);
    }

    private Line Row(ShotProgress shot, ShotState state)
    {
        var quiet = state.Kind == ShotStateKind.Waiting ? Dim : Style.Plain;
        var line = new Line().Add(" ").Left(state.Mark, 2, state.Style).Left($"{shot.Number:00}", 4, Dim)
            .Left(shot.Beat, BeatWidth - 1, quiet).Add(" ")
            .Left(state.Name, StepColumns, state.Style)
            .Left(shot.Attempt == 0 ? "" : shot.Attempt.ToString(), 5, shot.Attempt > 1 ? new Style(Color.Yellow) : Style.Plain)
            .Left(shot.Model ?? "", ModelWidth, quiet)
            .Right(shot.Score is { } score ? $"{score:0.00}" : "", 6, ScoreStyle(shot.Score))
            .Right(shot.Spent.Micros == 0 ? "" : $"{shot.Spent.Amount():0.00}", 8, quiet);
        var repairing = state.Kind == ShotStateKind.AtWork && Words.Failure(shot).Length > 0;
        return Wide ? line.Add("  ").Left(Words.Story(shot), StoryWidth, repairing ? new Style(Color.Yellow) : Dim) : line;
    }

    private static Style ScoreStyle(double? score) => score switch
    {
        null => Style.Plain,
        < 0.5 => new Style(Color.Red),
        < 0.7 => new Style(Color.Yellow),
        _ => new Style(Color.Green),
    };

    private Line Money()
    {
        const int Columns = 24;
        var limit = Math.Max(1, progress.Limit.Micros);
        var spent = (int)Math.Min(Columns, progress.Spent.Micros * Columns / limit);
        var committed = (int)Math.Min(Columns, (progress.Spent + progress.Reserved).Micros * Columns / limit);
        var line = new Line().Add("   ")
            .Add(new string('━', spent), new Style(Color.Green))
            .Add(new string('━', committed - spent), new Style(Color.Yellow))
            .Add(new string('━', Columns - committed), Dim)
            .Add($"  {progress.Spent.Amount():0.00}", Strong);
        if (progress.Reserved.Micros > 0)
            line.Add($" + {progress.Reserved.Amount():0.00} reserved", new Style(Color.Yellow));
        line.Add($" of {progress.Limit}", Dim);
        var done = progress.Shots.Count(shot => ShotState.Of(shot.Step, 0).Kind == ShotStateKind.Done);
        var tally = $"   {done} of {Words.Count(progress.Shots.Count, "shot")} done";
        return done == 0 || line.Width + tally.Length >= moment.Width ? line : line.Add(tally, Dim);
    }

    private IEnumerable<IRenderable> Footer()
    {
        if (progress.Waiting is { Length: > 0 } waiting)
            yield return new Line().Add("   ").Add(Line.Clip(waiting, moment.Width - 4), new Style(Color.Yellow, decoration: Decoration.Bold)).Render();
        else if (progress.Stopped is { } stopped)
            yield return new Line().Add("   ").Add(Line.Clip(stopped, moment.Width - 4), new Style(Color.Yellow, decoration: Decoration.Bold)).Render();
        else if (progress.Paused)
            yield return new Line().Add("   ").Add("paused: nothing new is bought", new Style(Color.Yellow, decoration: Decoration.Bold)).Render();
        if (moment.Hint.Length > 0)
            yield return new Line().Add("   ").Add(Line.Clip(moment.Hint, moment.Width - 4), Dim).Render();
    }
}
