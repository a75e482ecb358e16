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
        new("openai", ["OPENAI_API_KEY"], Films: false, Draws: true),
    ];

    /// <summary>The variables in words: <c>A and B</c>.</summary>
    public string Words => string.Join(" and ", Variables);

    /// <summary>Whether the caller has it.</summary>
    public bool IsOpen(Caller caller) => Variables.All(name => caller.Variable(name) is not null);
}
