using System.Security.Cryptography;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>Knows clips that were rendered here again when they come back as inputs, by their bytes.</summary>
internal sealed class SourceShelf(JournalStore journal, MediaShelf shelf)
{
    /// <summary>What the clip at an address shows; null for a clip that was not rendered here.</summary>
    public TakeOrder? OrderOf(string address)
    {
        if (shelf.Load(address) is not { } bytes)
            return null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return journal.All().FirstOrDefault(job => job.MediaSha256 == hash)?.Order;
    }

    /// <summary>Whether there is a file at an address.</summary>
    public bool Holds(string address) => shelf.Load(address) is not null;
}
