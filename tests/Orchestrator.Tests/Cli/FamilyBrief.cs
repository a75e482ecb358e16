namespace Orchestrator.Tests.Cli;

/// <summary>A brief of six short scenes, each to be shot by another provider.</summary>
internal static class FamilyBrief
{
    /// <summary>The providers that sell its takes, in the order of their names.</summary>
    public static IReadOnlyList<string> Providers { get; } = ["ark", "fal", "gemini", "kling", "runway", "vertex"];

    /// <summary>The brief, as a film of a name.</summary>
    public static string Of(string name) => $"""
        name: {name}
        title: A shot from each
        duration: 36s
        size: 640x360
        treatment:
          - A ceramic cup of coffee on a table in a cafe, steam rising in the morning light.
          - A boat on the water of a harbor at dawn.
          - A lamp on a desk in an office at night.
          - A bicycle in a quiet street in the afternoon.
          - A stone on a beach by the sea.
          - A tree in a field on a clear day.
        shot-models:
          1: veo-3.1-vertex
          2: kling-v3-standard-direct
          3: seedance-2.0-direct
          4: runway-gen-4.5
          5: gemini-omni
          6: ltx-2.3
        # Runway makes pictures without sound.
        silent-shots: [4]
        attempts: 1
        budget: 60 USD
        """;
}
