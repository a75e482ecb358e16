using System.CommandLine;
using Orchestrator.Cli.Films;

namespace Orchestrator.Cli.Commands;

/// <summary><c>cancel NAME</c>: stops a film for good.</summary>
internal static class CancelCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var command = new Command("cancel", "Stop a film for good. Jobs that can still be stopped are not paid for.") { name };
        return FilmCommand.Speaks(command, caller, name, answers: false, async (film, _) =>
        {
            await film.CancelAsync();
            return $"{FilmRun.NameOf(film.Id)} is being cancelled.";
        });
    }
}
