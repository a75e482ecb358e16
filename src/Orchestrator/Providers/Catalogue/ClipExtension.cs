namespace Orchestrator.Providers.Catalogue;

/// <summary>How clips of a model are made longer by another endpoint, which answers with the whole clip.</summary>
/// <param name="With">Catalogue name of the row that extends them.</param>
/// <param name="LongestInput">Longest clip that it takes, in seconds.</param>
public sealed record ClipExtension(string With, int LongestInput);
