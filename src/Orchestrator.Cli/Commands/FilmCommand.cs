using System.CommandLine;
using Orchestrator.Cli.Films;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Commands;

/// <summary>What the small commands share: find the film that a name means, say one thing to it, tell the answer.</summary>
internal static class FilmCommand
{
    /// <summary>The argument that names a film.</summary>
    public static Argument<string> Name() => new("film") { Description = "The film's name, or its workflow id.", HelpName = "NAME" };

    /// <summary>The argument that names a shot.</summary>
    public static Argument<string> Shot() => new("shot") { Description = "The shot, e.g. s02.", HelpName = "SHOT" };

    /// <summary>The argument that says what should be different.</summary>
    public static Argument<string[]> Note() => new("note") { Description = "What should be different, in words.", Arity = ArgumentArity.ZeroOrMore, HelpName = "NOTE" };

    /// <summary>A command that says one thing to a film, through whoever serves it; where nobody does, the film hears it when it goes on.</summary>
    /// <param name="command">The command, with its arguments.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="name">The argument that names the film.</param>
    /// <param name="answers">Whether the film must answer, for which somebody must work on it.</param>
    /// <param name="say">Says it; returns what to tell the caller.</param>
    /// <returns>The same command.</returns>
    public static Command Speaks(
        Command command,
        Caller caller,
        Argument<string> name,
        bool answers,
        Func<WorkflowHandle<ProductionWorkflow, Delivery>, ParseResult, Task<string>> say)
    {
        var service = ServiceOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var order = service.Order(parsed, caller, ProductHome.Of(caller)) with { Work = answers };
            var typed = parsed.GetValue(name)!;
            RequireFilms(order, typed);
            return await SayAsync(order, typed, film => say(film, parsed), cancellationToken);
        });
        return command;
    }

    /// <summary>Says one thing to a film.</summary>
    /// <param name="order">What is around the command.</param>
    /// <param name="typed">The film, as the caller named it.</param>
    /// <param name="say">Says it; returns what to tell the caller.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> SayAsync(
        HouseOrder order, string typed, Func<WorkflowHandle<ProductionWorkflow, Delivery>, Task<string>> say, CancellationToken cancellationToken)
    {
        await using var house = order.Named is null ? await House.OpenAsync(order, cancellationToken) : null;
        var client = house?.Client ?? await Connection.OpenAsync(order.Named!);
        var film = client.GetWorkflowHandle<ProductionWorkflow, Delivery>(FilmRun.IdFrom(typed));
        order.Caller.Terminal.Say(await TellAsync(film, typed, () => say(film)));
        if (house is { IsGuest: false })
            order.Caller.Terminal.Say("Nothing works on it at the moment: `orchestrator produce BRIEF` goes on with it.");
        return ExitCode.Ok;
    }

    /// <summary>Refuses to look for a film where none was ever made.</summary>
    public static void RequireFilms(HouseOrder order, string film)
    {
        if (order.Named is null && !File.Exists(order.Home.Database))
            throw new CommandException(
                $"There are no films in {order.Home.Root}, so {film} cannot be found.",
                "Run where the film is made, or name a Temporal service with --address.",
                ExitCode.Usage);
    }

    /// <summary>Tells a film something; what it refuses, or that it is not there, becomes the caller's message.</summary>
    public static async Task<string> TellAsync(WorkflowHandle film, string typed, Func<Task<string>> say)
    {
        try
        {
            return await say();
        }
        catch (WorkflowUpdateFailedException refused)
        {
            throw new CommandException((refused.InnerException ?? refused).Message, "Nothing was changed.", ExitCode.Failed, refused);
        }
        catch (RpcException missing) when (missing.Code == RpcException.StatusCode.NotFound)
        {
            var status = await FilmDesk.StatusAsync(film);
            throw status is null
                ? new CommandException($"There is no film {typed} ({film.Id}).", "Check the name: it is `name:` in the brief.", ExitCode.Usage, missing)
                : new CommandException($"{typed} has ended ({Screens.Words.Of(status.Value)}).", "Nothing was changed.", ExitCode.Failed, missing);
        }
    }
}
