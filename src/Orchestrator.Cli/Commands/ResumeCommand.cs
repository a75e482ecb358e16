using System.CommandLine;
using Orchestrator.Cli.Films;

namespace Orchestrator.Cli.Commands;

/// <summary><c>resume NAME</c>: lets a paused film go on.</summary>
internal static class ResumeCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var command = new Command("resume", "Let a paused film go on.") { name };
        return FilmCommand.Speaks(command, caller, name, answers: false, async (film, _) =>
        {
            await film.SignalAsync(production => production.ResumeAsync());
            return $"{FilmRun.NameOf(film.Id)} goes on.";
        });
    }
}
