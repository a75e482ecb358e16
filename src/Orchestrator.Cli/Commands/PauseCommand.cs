using System.CommandLine;
using Orchestrator.Cli.Films;

namespace Orchestrator.Cli.Commands;

/// <summary><c>pause NAME</c>: holds every purchase that has not begun.</summary>
internal static class PauseCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var command = new Command("pause", "Hold every purchase of a film that has not begun.") { name };
        return FilmCommand.Speaks(command, caller, name, answers: false, async (film, _) =>
        {
            await film.SignalAsync(production => production.PauseAsync());
            return $"{FilmRun.NameOf(film.Id)} is paused; `orchestrator resume {FilmRun.NameOf(film.Id)}` lets it go on.";
        });
    }
}
