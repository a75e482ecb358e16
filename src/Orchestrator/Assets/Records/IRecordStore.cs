namespace Orchestrator.Assets.Records;

/// <summary>
/// Small records that are written once and shared by everyone who shares the store. Whoever creates a record knows that nobody else
/// did: that is all that several workers need to agree on who sends a purchase.
/// </summary>
public interface IRecordStore
{
    /// <summary>The record of a name (segments of letters, digits, '-' and '.', separated by '/'), or null when there is none.</summary>
    Task<byte[]?> ReadAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Writes a record that does not exist yet; it is there for everyone, and durable, when this returns.</summary>
    /// <returns>False when there is one of that name already; it is left as it is.</returns>
    Task<bool> TryCreateAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>The names that begin with a prefix, in order.</summary>
    /// <param name="prefix">Beginning of the names, such as <c>chances/2026-11-20/</c>.</param>
    /// <param name="after">Only names that come after this one; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    IAsyncEnumerable<string> ListAsync(string prefix, string? after = null, CancellationToken cancellationToken = default);
}
