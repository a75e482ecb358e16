using Google.Protobuf.Collections;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Schedules;

/// <summary>What becomes of the starts of a schedule, seen what is running.</summary>
internal sealed class OverlapDecision
{
    private OverlapDecision()
    {
    }

    /// <summary>Start these beside whatever runs.</summary>
    public List<BufferedStart> Beside { get; } = [];

    /// <summary>Start this as the only one.</summary>
    public BufferedStart? Alone { get; private set; }

    public List<BufferedStart> Waiting { get; } = [];

    public int Skipped { get; private set; }

    public bool Cancel { get; private set; }

    public bool Terminate { get; private set; }

    /// <param name="starts">In the order they were decided on.</param>
    /// <param name="isRunning">An earlier action has not ended.</param>
    /// <param name="usual">The policy for starts that name none.</param>
    public static OverlapDecision For(RepeatedField<BufferedStart> starts, bool isRunning, ScheduleOverlapPolicy usual)
    {
        var decision = new OverlapDecision();
        foreach (var start in starts)
        {
            var policy = start.OverlapPolicy == ScheduleOverlapPolicy.Unspecified ? usual : start.OverlapPolicy;
            if (policy == ScheduleOverlapPolicy.AllowAll) decision.Beside.Add(start);
            else if (!isRunning && decision.Alone is null) decision.Alone = start;
            else decision.Overlap(start, policy, isRunning);
        }

        return decision;
    }

    private void Overlap(BufferedStart start, ScheduleOverlapPolicy policy, bool isRunning)
    {
        switch (policy)
        {
            case ScheduleOverlapPolicy.BufferOne when Waiting.Count == 0:
            case ScheduleOverlapPolicy.BufferAll:
                Waiting.Add(start);
                break;
            case ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther when isRunning:
                Cancel |= policy == ScheduleOverlapPolicy.CancelOther;
                Terminate |= policy == ScheduleOverlapPolicy.TerminateOther;
                Waiting.Add(start);
                break;
            case ScheduleOverlapPolicy.CancelOther or ScheduleOverlapPolicy.TerminateOther:
                // Nothing runs yet: the newer start takes the place of the one that was to be made.
                Alone = start;
                break;
            default:
                Skipped++;
                break;
        }
    }
}
