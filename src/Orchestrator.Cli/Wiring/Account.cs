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
        new("vertex", ["GOOGLE_CLOUD_PROJECT", "ORCHESTRATOR_VERTEX_BUCKET"], Films: true, Draws: true),
        new("kling", ["KLING_ACCESS_KEY", "KLING_SECRET_KEY"], Films: true, Draws: true),
        new("ark", ["ARK_API_KEY"], Films: true, Draws: true),
        new("runway", ["RUNWAYML_API_SECRET"], Films: true, Draws: true),
        new("gemini", ["GEMINI_API_KEY"], Films: true, Draws: true),
        new("openai", ["OPENAI_API_KEY"], Films: false, Draws: true),
        new("openai", ["AZURE_OPENAI_ENDPOINT"], Films: false, Draws: true),
    ];

    // Other programs read this one too: it alone does not mean that films are to be made there.
    private const string Project = "GOOGLE_CLOUD_PROJECT";

    // A key that is of no use without its address, and opens no account by itself.
    private const string AzureKey = "AZURE_OPENAI_API_KEY";

    /// <summary>The variables in words: <c>A and B</c>.</summary>
    public string Words => string.Join(" and ", Variables);

    /// <summary>What is missing of accounts of which a part is set, each with what is set; nothing for those that are open or shut.</summary>
    public static IEnumerable<(string Set, string Missing)> Begun(Caller caller)
    {
        foreach (var account in All.Where(account => !account.IsOpen(caller)))
        {
            if (account.Variables.Where(name => name != Project && Has(name)).ToList() is { Count: > 0 } set)
                yield return (string.Join(" and ", set), string.Join(" and ", account.Variables.Where(name => !Has(name))));
        }

        // It may be about for another program; beside an account that is open nobody misses it.
        if (Has(AzureKey) && !Has("AZURE_OPENAI_ENDPOINT") && !All.Any(account => account.IsOpen(caller)))
            yield return (AzureKey, "AZURE_OPENAI_ENDPOINT");

        bool Has(string name) => caller.Variable(name) is not null;
    }

    /// <summary>Whether a project of Google Cloud is named, and no bucket for Vertex to film into.</summary>
    public static bool LacksBucket(Caller caller) => caller.Variable(Project) is not null && caller.Variable("ORCHESTRATOR_VERTEX_BUCKET") is null;

    /// <summary>Whether the caller has it.</summary>
    public bool IsOpen(Caller caller) => Variables.All(name => caller.Variable(name) is not null);
}
