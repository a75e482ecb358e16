using Orchestrator.Backlot;

namespace Orchestrator.Tests.Cli;

/// <summary>What tells the command that a Backlot stands at the addresses of the providers that film.</summary>
internal static class ProviderAddresses
{
    /// <summary>The variables, for an environment with real keys.</summary>
    public static Dictionary<string, string?> Of(BacklotServer backlot) => new()
    {
        ["ORCHESTRATOR_FAL_QUEUE_URL"] = backlot.FalQueue.ToString(),
        ["ORCHESTRATOR_FAL_PLATFORM_URL"] = backlot.FalPlatform.ToString(),
        ["ORCHESTRATOR_FAL_REST_URL"] = backlot.FalRest.ToString(),
        ["ORCHESTRATOR_FAL_PAGES_URL"] = backlot.FalPages.ToString(),
        ["ORCHESTRATOR_VERTEX_URL"] = backlot.Vertex.ToString(),
        ["ORCHESTRATOR_CLOUD_STORAGE_URL"] = backlot.CloudStorage.ToString(),
        ["ORCHESTRATOR_KLING_URL"] = backlot.Kling.ToString(),
        ["ORCHESTRATOR_ARK_URL"] = backlot.Ark.ToString(),
        ["ORCHESTRATOR_RUNWAY_URL"] = backlot.Runway.ToString(),
        ["ORCHESTRATOR_GEMINI_URL"] = backlot.Gemini.ToString(),
    };
}
