namespace Orchestrator.Cli.Wiring;

/// <summary>Where generations are bought, and with which keys.</summary>
/// <param name="FalKey">FAL_KEY, or any word for play money.</param>
/// <param name="OpenAiKey">OPENAI_API_KEY, or any word for play money.</param>
/// <param name="FalQueue">Base address of fal's queue; null is fal's own.</param>
/// <param name="FalPlatform">Base address of fal's platform interface; null is fal's own.</param>
/// <param name="OpenAi">Base address of an OpenAI-compatible server, with its version; null is OpenAI's own.</param>
/// <param name="Practice">True when everything is bought on the Backlot, for play money.</param>
/// <param name="Backlot">The Backlot that runs elsewhere (ORCHESTRATOR_BACKLOT_URL); null lets this process run its own.</param>
internal sealed record ProviderSettings(string FalKey, string OpenAiKey, Uri? FalQueue, Uri? FalPlatform, Uri? OpenAi, bool Practice, Uri? Backlot = null)
{
    private const string PlayKey = "play-money";

    /// <summary>The caller's settings.</summary>
    /// <exception cref="CommandException">An address is not one, or only half of what a film needs is there.</exception>
    public static ProviderSettings Of(Caller caller)
    {
        // Whoever names a Backlot wants play money, whatever keys are about; and a key is not for it to see.
        if (Address(caller, "ORCHESTRATOR_BACKLOT_URL") is { } backlot)
            return new ProviderSettings(PlayKey, PlayKey, null, null, null, Practice: true, backlot).On(backlot);
        var (fal, openAi) = (caller.Variable("FAL_KEY"), caller.Variable("OPENAI_API_KEY"));
        // Storyboards are drawn by one provider and animated by another: real takes of play frames would be money thrown away.
        if (fal is null != openAi is null)
            throw new CommandException(
                $"{(fal is null ? "OPENAI_API_KEY" : "FAL_KEY")} is set and {(fal is null ? "FAL_KEY" : "OPENAI_API_KEY")} is not: a film needs both, for its video and for its storyboard.",
                "Set both to make films with real models, or unset both to practise on the Backlot.",
                ExitCode.Usage);
        return new ProviderSettings(
            fal ?? PlayKey,
            openAi ?? PlayKey,
            Address(caller, "ORCHESTRATOR_FAL_QUEUE_URL"),
            Address(caller, "ORCHESTRATOR_FAL_PLATFORM_URL"),
            Address(caller, "ORCHESTRATOR_OPENAI_URL"),
            Practice: fal is null);
    }

    /// <summary>The same with everything bought on the Backlot at that address.</summary>
    public ProviderSettings On(Uri backlot) => this with
    {
        FalQueue = new Uri(backlot, "fal/"),
        FalPlatform = new Uri(backlot, "fal-platform/"),
        OpenAi = new Uri(backlot, "openai/v1/"),
    };

    private static Uri? Address(Caller caller, string name)
    {
        if (caller.Variable(name) is not { } value)
            return null;
        // Paths are appended to it, so it must end as a folder does.
        return Uri.TryCreate(value.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CommandException($"{name} is `{value}`, which is not an http address.", $"Correct it, or unset {name}.", ExitCode.Usage);
    }
}
