using System.Text.Json.Nodes;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers.Answers;

/// <summary>A question to a language model, whose answer is to be JSON of a schema.</summary>
/// <param name="Name">Name of the answer's kind, at most 64 letters, digits, underscores and hyphens: <c>film_plan</c>.</param>
/// <param name="Instructions">What the model is to be and do, the same for every question of the kind.</param>
/// <param name="Text">The question.</param>
/// <param name="Schema">JSON schema of the answer, as strict answers need it: every property required, none besides.</param>
/// <param name="MaxTokens">Most tokens of the answer, thoughts included.</param>
internal sealed record TextQuestion(string Name, string Instructions, string Text, JsonObject Schema, int MaxTokens)
{
    private const int CharactersPerToken = 3;
    private const int TokensPerPicture = 1_000;

    /// <summary>Pictures that the question is about, in order.</summary>
    public IReadOnlyList<AssetRef> Pictures { get; init; } = [];

    /// <summary>What the question is about, for the provider's own records; at most 16 pairs, no secrets.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>The most that it can cost: few texts have shorter tokens, and no picture that is asked about has more.</summary>
    public Money WorstCase(ModelRow row) => row.PriceOfTokens(
        ((Instructions.Length + Text.Length + Schema.ToJsonString().Length) / CharactersPerToken) + (Pictures.Count * TokensPerPicture), MaxTokens);
}
