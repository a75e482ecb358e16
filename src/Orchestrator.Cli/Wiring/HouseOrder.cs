using Temporalio.Client;

namespace Orchestrator.Cli.Wiring;

/// <summary>What a command needs around it.</summary>
/// <param name="Caller">Who called.</param>
/// <param name="Home">The home folder.</param>
/// <param name="Named">The service that the caller named; null lets this process serve itself.</param>
/// <param name="Namespace">Namespace for a service of our own; null takes the one of <c>temporal-dev.yaml</c>.</param>
/// <param name="Work">Whether films are worked on, or only looked at.</param>
/// <param name="LogToTerminal">Whether warnings also go to the terminal: not while a board is drawn on it.</param>
internal sealed record HouseOrder(
    Caller Caller,
    ProductHome Home,
    TemporalClientConnectOptions? Named,
    string? Namespace = null,
    bool Work = true,
    bool LogToTerminal = false);
