using Orchestrator.Cli.Wiring;

namespace Orchestrator.Cli.Commands;

/// <summary>Keeps a house open until the command is stopped.</summary>
internal static class Foreground
{
    /// <summary>Opens it, says where it answers, and waits for Ctrl-C or SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(HouseOrder order, CancellationToken cancellationToken)
    {
        await using var house = await House.OpenAsync(order, cancellationToken);
        if (house.IsGuest)
            throw new CommandException(
                $"Another process serves {order.Home.Root} already ({house.Address}).",
                "Stop that one first, or set ORCHESTRATOR_HOME to another folder.");

        var terminal = order.Caller.Terminal;
        if (house.Backlot is { } backlot)
            terminal.Say($"backlot: {backlot.Address}");
        terminal.Say($"ready: {house.Address}");
        await UntilAsync(cancellationToken, house.WorkerStopped);
        if (!cancellationToken.IsCancellationRequested)
            throw new CommandException("The worker stopped by itself.", $"{order.Home.Log} says why.");
        return ExitCode.Ok;
    }

    /// <summary>Waits until one of the tokens fires.</summary>
    public static async Task UntilAsync(params CancellationToken[] tokens)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registrations = tokens.Select(token => token.Register(() => fired.TrySetResult())).ToList();
        await fired.Task;
        foreach (var registration in registrations)
            await registration.DisposeAsync();
    }
}
