namespace Orchestrator.Backlot.Contracts;

/// <summary>The tokens of an interaction: what was read, and what was made of one kind.</summary>
internal sealed record TokenUsage(string Modality, long Read, long Made)
{
    /// <summary>About so many characters of a prompt are one token.</summary>
    public const int CharactersOfOne = 4;

    /// <summary>What they cost, at the prices of a million each in US dollars.</summary>
    public long MicroUsd(decimal read, decimal made) => (long)Math.Ceiling((Read * read) + (Made * made));

    /// <summary>As the contract tells them.</summary>
    public object View() => new
    {
        total_input_tokens = Read,
        total_output_tokens = Made,
        total_thought_tokens = 0,
        total_tokens = Read + Made,
        output_tokens_by_modality = new[] { new { modality = Modality, tokens = Made } },
    };
}
