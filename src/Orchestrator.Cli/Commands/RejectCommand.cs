using System.CommandLine;
using Orchestrator.Workflows;

namespace Orchestrator.Cli.Commands;

/// <summary><c>reject NAME SHOT NOTE</c>: draws one frame of a waiting storyboard again.</summary>
internal static class RejectCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var shot = FilmCommand.Shot();
        var note = FilmCommand.Note();
        var command = new Command("reject", "Draw one frame of the waiting storyboard again.") { name, shot, note };
        return FilmCommand.Speaks(command, caller, name, answers: true, async (film, parsed) =>
        {
            var rejection = new FrameRejection(parsed.GetValue(shot)!, string.Join(" ", parsed.GetValue(note)!));
            var frame = await film.ExecuteUpdateAsync(production => production.RejectFrameAsync(rejection));
            return $"{frame.ShotId} is drawn again (version {frame.Version}, {frame.Cost}); it waits for approval.";
        });
    }
}
