namespace Temporalio.Worker.Machines;

/// <summary>Behaviour numbers that a history was made with: a replay must behave the same way.</summary>
internal sealed class FlagSet
{
    private readonly HashSet<uint> recorded = [];
    private readonly HashSet<uint> used = [];

    public bool IsRecorded(uint flag) => recorded.Contains(flag);

    public void AddRecorded(IEnumerable<uint> flags) => recorded.UnionWith(flags);

    /// <summary>Whether a behaviour applies; a run that is not replaying takes it up and remembers to record it.</summary>
    public bool TryUse(uint flag, bool replaying)
    {
        if (recorded.Contains(flag))
            return true;
        if (replaying)
            return false;
        used.Add(flag);
        return true;
    }

    /// <summary>The flags that the next completion must record.</summary>
    public uint[] TakeUnrecorded()
    {
        var flags = used.Except(recorded).Order().ToArray();
        recorded.UnionWith(flags);
        return flags;
    }
}
