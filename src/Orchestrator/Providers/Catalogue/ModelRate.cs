namespace Orchestrator.Providers.Catalogue;

/// <summary>The price of a second under conditions; a condition that is null always holds.</summary>
/// <param name="Lines">At exactly these lines of picture.</param>
/// <param name="Sound">With sound (true) or without (false).</param>
/// <param name="Usd">US dollars a second.</param>
public sealed record ModelRate(int? Lines, bool? Sound, decimal Usd)
{
    /// <summary>Whether it holds for a request.</summary>
    public bool Fits(int? lines, bool sound) => (Lines is null || Lines == lines) && (Sound is null || Sound == sound);
}
