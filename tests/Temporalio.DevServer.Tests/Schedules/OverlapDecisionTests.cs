using Google.Protobuf.Collections;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.State;

namespace Temporalio.DevServer.Tests.Schedules;

public sealed class OverlapDecisionTests
{
    [Theory]
    [InlineData(nameof(ScheduleOverlapPolicy.Skip), true, -1, 0, 3)]
    [InlineData(nameof(ScheduleOverlapPolicy.Skip), false, 0, 0, 2)]
    [InlineData(nameof(ScheduleOverlapPolicy.BufferOne), true, -1, 1, 2)]
    [InlineData(nameof(ScheduleOverlapPolicy.BufferOne), false, 0, 1, 1)]
    [InlineData(nameof(ScheduleOverlapPolicy.BufferAll), true, -1, 3, 0)]
    [InlineData(nameof(ScheduleOverlapPolicy.BufferAll), false, 0, 2, 0)]
    [InlineData(nameof(ScheduleOverlapPolicy.CancelOther), true, -1, 3, 0)]
    [InlineData(nameof(ScheduleOverlapPolicy.CancelOther), false, 2, 0, 0)]
    [InlineData(nameof(ScheduleOverlapPolicy.TerminateOther), true, -1, 3, 0)]
    [InlineData(nameof(ScheduleOverlapPolicy.TerminateOther), false, 2, 0, 0)]
    public void For_ThreeStarts_FollowsThePolicy(string policyName, bool isRunning, int alone, int waiting, int skipped)
    {
        var policy = Enum.Parse<ScheduleOverlapPolicy>(policyName);
        var starts = Starts(3);
        var decision = OverlapDecision.For(starts, isRunning, policy);
        Assert.Same(alone < 0 ? null : starts[alone], decision.Alone);
        Assert.Equal((waiting, skipped), (decision.Waiting.Count, decision.Skipped));
        Assert.Equal(policy == ScheduleOverlapPolicy.CancelOther && isRunning, decision.Cancel);
        Assert.Equal(policy == ScheduleOverlapPolicy.TerminateOther && isRunning, decision.Terminate);
        Assert.Empty(decision.Beside);
    }

    [Fact]
    public void For_AllowAll_StartsAllBesideWhatRuns()
    {
        var starts = Starts(3);
        Assert.Equal(starts, OverlapDecision.For(starts, isRunning: true, ScheduleOverlapPolicy.AllowAll).Beside);
    }

    [Fact]
    public void For_StartWithItsOwnPolicy_FollowsThat()
    {
        var starts = Starts(2);
        starts[1].OverlapPolicy = ScheduleOverlapPolicy.AllowAll;
        var decision = OverlapDecision.For(starts, isRunning: true, ScheduleOverlapPolicy.BufferAll);
        Assert.Equal([starts[1]], decision.Beside);
        Assert.Equal([starts[0]], decision.Waiting);
    }

    private static RepeatedField<BufferedStart> Starts(int count)
    {
        var starts = new RepeatedField<BufferedStart>();
        for (var n = 0; n < count; n++) starts.Add(new BufferedStart { ActualTime = new() { Seconds = n } });
        return starts;
    }
}
