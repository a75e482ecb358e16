using Orchestrator.Backlot;

namespace Orchestrator.Cli.Screens;

/// <summary>Where a Backlot stands in for whom, and the variables by which clients find it.</summary>
internal static class BacklotTable
{
    /// <summary>Writes it.</summary>
    public static void Write(Terminal terminal, BacklotServer backlot)
    {
        // The last column holds what clients of other makers read themselves, without their trailing slash.
        Columns.Write(terminal, ["stands in for", "base address", "clients find it by"],
        [
            ["all of them", $"{backlot.Address}", "ORCHESTRATOR_BACKLOT_URL"],
            ["queue.fal.run", $"{backlot.FalQueue}", "ORCHESTRATOR_FAL_QUEUE_URL"],
            ["fal.run", $"{backlot.FalDirect}", "a fetch that leads there"],
            ["rest.fal.ai", $"{backlot.FalRest}", "ORCHESTRATOR_FAL_REST_URL"],
            ["api.fal.ai", $"{backlot.FalPlatform}", "ORCHESTRATOR_FAL_PLATFORM_URL"],
            ["fal.ai", $"{backlot.FalPages}", "ORCHESTRATOR_FAL_PAGES_URL"],
            ["fal, as a proxy", $"{backlot.FalProxy}", "proxyUrl of @fal-ai/client"],
            ["OpenAI", $"{backlot.OpenAi}", "ORCHESTRATOR_OPENAI_URL, OPENAI_BASE_URL"],
            ["Azure OpenAI", $"{backlot.Azure}", $"AZURE_OPENAI_ENDPOINT={new Uri(backlot.Address, "azure")}"],
            ["Vertex", $"{backlot.Vertex}", "ORCHESTRATOR_VERTEX_URL, GOOGLE_VERTEX_BASE_URL"],
            ["Cloud Storage", $"{backlot.CloudStorage}", "ORCHESTRATOR_CLOUD_STORAGE_URL"],
            ["Gemini", $"{backlot.Gemini}", "ORCHESTRATOR_GEMINI_URL, GOOGLE_GEMINI_BASE_URL"],
            ["Kling", $"{backlot.Kling}", "ORCHESTRATOR_KLING_URL"],
            ["ModelArk", $"{backlot.Ark}", "ORCHESTRATOR_ARK_URL"],
            ["Runway", $"{backlot.Runway}", "ORCHESTRATOR_RUNWAY_URL, RUNWAYML_BASE_URL"],
            ["ledger, clock, faults", $"{new Uri(backlot.Address, "_backlot/")}", "src/Orchestrator.Backlot/README.md"],
        ]);
    }
}
