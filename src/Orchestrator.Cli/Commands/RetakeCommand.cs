using System.CommandLine;
using Orchestrator.Workflows;

namespace Orchestrator.Cli.Commands;

/// <summary><c>retake NAME SHOT NOTE</c>: takes a finished shot again.</summary>
internal static class RetakeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var shot = FilmCommand.Shot();
        var note = FilmCommand.Note();
        var command = new Command("retake", "Take a finished shot again, from a new seed, before the film is delivered.") { name, shot, note };
        return FilmCommand.Speaks(command, caller, name, answers: true, (film, parsed) =>
        {
            var retake = new RetakeOrder(parsed.GetValue(shot)!, string.Join(" ", parsed.GetValue(note)!));
            return film.ExecuteUpdateAsync(production => production.RetakeAsync(retake));
        });
    }
}
