namespace Orchestrator.Cli.Wiring;

/// <summary>A provider's account, as the environment names it.</summary>
/// <param name="Provider">Name in the catalogue.</param>
/// <param name="Variables">The variables that must all be set.</param>
/// <param name="Films">Whether it sells clips.</param>
/// <param name="Draws">Whether it sells storyboard frames.</param>
internal sealed record Account(string Provider, IReadOnlyList<string> Variables, bool Films, bool Draws)
{
    /// <summary>All accounts that can be had.</summary>
    public static IReadOnlyList<Account> All { get; } =
    [
        new("fal", ["FAL_KEY"], Films: true, Draws: true),
        new("vertex", ["GOOGLE_CLOUD_PROJECT", "ORCHESTRATOR_VERTEX_BUCKET"], Films: true, Draws: false),
        new("kling", ["KLING_ACCESS_KEY", "KLING_SECRET_KEY"], Films: true, Draws: false),
        new("ark", ["ARK_API_KEY"], Films: true, Draws: false),
        new("runway", ["RUNWAYML_API_SECRET"], Films: true, Draws: false),
        new("gemini", ["GEMINI_API_KEY"], Films: true, Draws: true),
        new("openai", ["OPENAI_API_KEY"], Films: false, Draws: true),
        new("openai", ["AZURE_OPENAI_ENDPOINT"], Films: false, Draws: true),
    ];

    /// <summary>The variables in words: <c>A and B</c>.</summary>
    public string Words => string.Join(" and ", Variables);

    /// <summary>Whether the caller has it.</summary>
    public bool IsOpen(Caller caller) => Variables.All(name => caller.Variable(name) is not null);
}
