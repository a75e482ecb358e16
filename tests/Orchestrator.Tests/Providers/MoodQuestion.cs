using System.Text.Json.Nodes;
using Orchestrator.Providers.Answers;

namespace Orchestrator.Tests.Providers;

/// <summary>A small question with a schema, which the Backlot answers.</summary>
internal static class MoodQuestion
{
    public static TextQuestion Asked => new(
        "scene",
        "You name moods.",
        "A tense scene.",
        JsonNode.Parse("""{"type":"object","additionalProperties":false,"required":["mood"],"properties":{"mood":{"type":"string","enum":["calm","tense"]}}}""")!.AsObject(),
        1000);
}
