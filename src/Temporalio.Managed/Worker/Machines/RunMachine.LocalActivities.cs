using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>Local activities: recorded by markers, ended one by one in the order of the markers.</summary>
internal sealed partial class RunMachine
{
    private readonly List<LocalActivityMarker> foreseen = [];
    private readonly Dictionary<int, LocalActivityMachine> localActivities = [];
    private readonly List<LocalActivityMachine> unstarted = [];

    /// <summary>Whether the code waits for local activities.</summary>
    public bool HasLocalActivities => localActivities.Count > 0;

    public LocalActivityMachine ScheduleLocalActivity(int number, LocalActivityRequest request)
    {
        var machine = new LocalActivityMachine(this, number, request);
        localActivities[number] = machine;
        unstarted.Add(machine);
        return machine;
    }

    /// <summary>The local activities that must be executed now: none while the history still has their markers.</summary>
    public IReadOnlyList<LocalActivityMachine> TakeLocalActivitiesToStart()
    {
        if (Replaying)
            return [];
        var toStart = unstarted.Where(a => localActivities.ContainsKey(a.Number)).ToArray();
        unstarted.Clear();
        return toStart;
    }

    /// <summary>Ends a local activity and records how. The code must run afterwards.</summary>
    public void EndLocalActivity(LocalActivityMachine machine, LocalActivityMarker marker)
    {
        if (!machine.End(marker))
            return;
        localActivities.Remove(machine.Number);
        Add(marker.ToCommand());
        if (marker.CompleteTime is { } time)
            AdvanceTime(time);
        codeMayRun = true;
    }

    /// <summary>The recorded end of a local activity, if the history has it already.</summary>
    public LocalActivityMarker? TakeForeseen(int number)
    {
        var index = foreseen.FindIndex(m => m.Number == number);
        if (index < 0)
            return null;
        var marker = foreseen[index];
        foreseen.RemoveAt(index);
        return marker;
    }

    private void Foresee(HistoryEvent e) => foreseen.Add(
        LocalActivityMarker.Read(e) ?? throw Nondeterminism.Error($"{e.Describe()} is a marker that this SDK does not write"));

    /// <summary>Ends the local activity whose marker comes next, when the code has scheduled it.</summary>
    private void EndForeseen()
    {
        if (foreseen.Count == 0 || !localActivities.TryGetValue(foreseen[0].Number, out var machine))
            return;
        var marker = foreseen[0];
        foreseen.RemoveAt(0);
        if (marker.ActivityType != machine.Request.ActivityType)
            throw Nondeterminism.Error(
                $"the history records local activity {marker.ActivityId} of type {marker.ActivityType}, but the code scheduled type {machine.Request.ActivityType}");
        EndLocalActivity(machine, marker);
    }
}
