using Orchestrator.Workflows;
using Orchestrator.Workflows.Accounts;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Wiring;

/// <summary>How the accounts are that films buy from, as the service's own desks tell it.</summary>
internal static class AccountStates
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Asks the desks; one that does not answer, for nobody works at the moment, is left out.</summary>
    public static async Task<IReadOnlyList<AccountState>> ReadAsync(ITemporalClient client, IEnumerable<string> providers, CancellationToken cancellationToken) =>
        [.. (await Task.WhenAll(providers.Select(provider => ReadAsync(client, provider, cancellationToken)))).OfType<AccountState>()];

    /// <summary>One account in words.</summary>
    /// <param name="state">The account.</param>
    /// <param name="now">The time (UTC).</param>
    public static string Words(AccountState state, DateTime now)
    {
        var open = $"{state.Places.Count} of {Math.Max(1, (int)state.Window)} jobs open";
        var waiting = state.Waiting.Count > 0 ? $", {state.Waiting.Count} waiting" : "";
        var paused = state.PausedUntil > now ? $", nothing is sent for {(state.PausedUntil - now).TotalSeconds:0} s because it is over its limit" : "";
        return string.Join("; ", new[] { open + waiting + paused }.Concat(state.Circuits.Select(circuit => circuit.Closed(now)?.Reason ?? "").Where(reason => reason.Length > 0)));
    }

    /// <summary>Whether something keeps films waiting.</summary>
    public static bool IsTroubled(AccountState state, DateTime now) => state.PausedUntil > now || state.Circuits.Any(circuit => circuit.Closed(now) is not null);

    private static async Task<AccountState?> ReadAsync(ITemporalClient client, string provider, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(Patience);
            var desk = client.GetWorkflowHandle<AccountWorkflow>(AccountWorkflow.IdOf(provider));
            return await desk.QueryAsync(account => account.State(), new() { Rpc = new() { CancellationToken = limit.Token } });
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // It has not been opened yet, or nobody works.
            return null;
        }
    }
}
