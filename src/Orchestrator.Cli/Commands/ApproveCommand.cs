using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary><c>approve NAME</c>: lets a storyboard go on to video.</summary>
internal static class ApproveCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Caller caller)
    {
        var name = FilmCommand.Name();
        var command = new Command("approve", "Approve the storyboard that waits; the takes are bought from then on.") { name };
        return FilmCommand.Speaks(command, caller, name, answers: true, (film, _) => film.ExecuteUpdateAsync(production => production.ApproveStoryboardAsync()));
    }
}
