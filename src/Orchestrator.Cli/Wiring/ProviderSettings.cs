namespace Orchestrator.Cli.Wiring;

/// <summary>Where generations are bought, and with which keys.</summary>
/// <param name="FalKey">FAL_KEY.</param>
/// <param name="OpenAiKey">OPENAI_API_KEY.</param>
/// <param name="FalQueue">Base address of fal's queue.</param>
/// <param name="FalRest">Base address of fal's uploads.</param>
/// <param name="FalPlatform">Base address of fal's account and prices.</param>
/// <param name="OpenAi">Base address of an OpenAI-compatible server.</param>
internal sealed record ProviderSettings(string? FalKey, string? OpenAiKey, Uri? FalQueue, Uri? FalRest, Uri? FalPlatform, Uri? OpenAi)
{
    /// <summary>True when nothing real is named: everything is bought on the Backlot, for play money.</summary>
    public bool Practice => FalKey is null && OpenAiKey is null && FalQueue is null && OpenAi is null;

    /// <summary>The caller's settings.</summary>
    /// <exception cref="CommandException">An address is not one, or only half of what a real film needs is there.</exception>
    public static ProviderSettings Of(Caller caller)
    {
        var settings = new ProviderSettings(
            caller.Variable("FAL_KEY"),
            caller.Variable("OPENAI_API_KEY"),
            Address(caller, "ORCHESTRATOR_FAL_QUEUE_URL"),
            Address(caller, "ORCHESTRATOR_FAL_REST_URL"),
            Address(caller, "ORCHESTRATOR_FAL_PLATFORM_URL"),
            Address(caller, "ORCHESTRATOR_OPENAI_URL"));
        return settings;
    }

    private static Uri? Address(Caller caller, string name)
    {
        if (caller.Variable(name) is not { } value)
            return null;
        return Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandException($"{name} is `{value}`, which is not an http address.", $"Correct it, or unset {name}.", ExitCode.Usage);
    }
}
