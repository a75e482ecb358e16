using Orchestrator.Cli.Screens;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Spectre.Console;

namespace Orchestrator.Cli.Films;

/// <summary>Asks before real money is spent: a person at a terminal, unless <c>--yes</c> has answered already.</summary>
internal static class Consent
{
    /// <summary>Whether up to so much may be spent.</summary>
    public static bool Given(Terminal terminal, bool yes, ProviderSettings providers, Money most) =>
        yes || providers.Practice || !terminal.Live || Console.IsInputRedirected
        || terminal.Output.Confirm($"This spends real money: up to {most}. Go on?", defaultValue: false);
}
