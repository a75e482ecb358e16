namespace Orchestrator.Cli.Films;

/// <summary>
/// How long a command watches the same thing fail. The production itself never gives up on what is only tried again, so that
/// nothing is lost; the person, or the build server, who waits for it is told and let go.
/// </summary>
/// <param name="freeBytes">Space that is left where the product keeps its files.</param>
internal sealed class Patience(Func<long> freeBytes)
{
    /// <summary>Failures of the same step that are watched before the command ends: about three minutes with the pauses between them.</summary>
    public const int Tries = 10;

    /// <summary>The same for a full disk, which does not empty itself.</summary>
    public const int TriesOnFullDisk = 3;

    // With less than this neither a clip nor a page of a database is certain to be written.
    private const long LeastSpace = 8L << 20;

    private readonly Dictionary<string, int> firstSeen = [];

    private bool DiskIsFull => freeBytes() < LeastSpace;

    /// <summary>The end of the command, or null while there is hope. Tries made before the watching began do not count.</summary>
    public CommandException? Judge(Trouble trouble)
    {
        if (firstSeen.TryAdd(trouble.Where, trouble.Attempt))
            return null;
        var full = Problems.SaysDiskFull(trouble.Cause) || DiskIsFull;
        return trouble.Attempt - firstSeen[trouble.Where] < (full ? TriesOnFullDisk : Tries) ? null : new(
            full ? $"The disk is full: {trouble.Sentence}" : trouble.Sentence, Remedy(full ? "Free some space" : "Remove the cause"));
    }

    /// <summary>The end of the command when nothing answers at all, or null: a service that cannot write cannot answer either.</summary>
    public CommandException? JudgeSilence() => DiskIsFull ? new($"The disk is full: {freeBytes() >> 20} MB are left.", Remedy("Free some space")) : null;

    private static string Remedy(string first) => $"{first} and run the same command again: it goes on where it was, and nothing that was bought is lost.";
}
