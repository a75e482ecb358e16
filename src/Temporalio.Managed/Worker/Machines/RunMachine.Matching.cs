using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>How the events that commands wrote are matched with the commands of the code: strictly first in, first out.</summary>
internal sealed partial class RunMachine
{
    private readonly Dictionary<string, bool> patches = [];

    /// <summary>Whether code may take the new path of a patch while replaying.</summary>
    public bool IsPatchRecorded(string patchId) => patches.ContainsKey(patchId);

    /// <summary>Records that the code takes the new path of a patch; at most once per patch and run.</summary>
    public void MarkPatch(string patchId, bool deprecated)
    {
        var foreseen = patches.TryGetValue(patchId, out var marked);
        if (marked)
            return;
        patches[patchId] = true;
        Add(PatchMarkers.Marker(patchId, deprecated));
        // A deprecated patch may be called where the history has no marker: then there is no upsert either.
        if ((!Replaying || foreseen)
            && CoreFlags.TryUse(SdkFlags.CoreUpsertOnPatch, Replaying)
            && PatchMarkers.ListUpsert(patches.Keys) is { } upsert)
            Add(upsert);
    }

    private void NotifyPatch(string patchId)
    {
        if (patches.TryAdd(patchId, false))
            AddJob(new PatchJob(patchId));
    }

    private void Match(HistoryEvent e, HistoryEvent? next)
    {
        if (skipListUpsert)
        {
            skipListUpsert = false;
            return;
        }
        while (true)
        {
            var head = commands.First?.Value;
            if (head is { Dropped: true })
            {
                commands.RemoveFirst();
                continue;
            }
            if (PatchMarkers.Read(e) is { } patch)
            {
                if (patch.Deprecated && head?.PatchId != patch.Id)
                {
                    skipListUpsert = PatchMarkers.IsListUpsert(next);
                    return;
                }
                if (head?.PatchId is null)
                    throw Nondeterminism.Error($"{e.Describe()} records patch {patch.Id}, but the code did not ask for that patch");
            }
            else if (head?.PatchId is not null)
            {
                // The history is older than this call of a patch.
                commands.RemoveFirst();
                continue;
            }
            Consume(head, e);
            return;
        }
    }

    private void Consume(PendingCommand? head, HistoryEvent e)
    {
        if (head is null)
            throw Nondeterminism.Error($"{e.Describe()} has no command of the code to match");
        commands.RemoveFirst();
        head.Record(e);
    }

    /// <summary>While replaying, the code may not produce more commands than the history has events for.</summary>
    private void RequireAllMatched(HistoryEvent e)
    {
        if (!Replaying)
            return;
        var left = commands.FirstOrDefault(c => !c.Dropped && c.PatchId is null);
        if (left is not null)
            throw Nondeterminism.Error($"the code produced the command {left.Describe()}, but the history goes on with {e.Describe()}");
    }
}
