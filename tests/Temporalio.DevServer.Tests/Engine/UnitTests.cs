using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Api.Enums.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Storage;

namespace Temporalio.DevServer.Tests.Engine;

/// <summary>A unit happens wholly or not at all.</summary>
public sealed class UnitTests : IDisposable
{
    private readonly ServiceCore core = new(Store.Open(null), new DevServiceOptions(), NullLogger.Instance);
    private string namespaceId = "";

    public void Dispose() => core.Dispose();

    [Fact]
    public async Task Unit_ThrowsHalfway_LeavesTheRunAsItWas()
    {
        await StartAsync("w");
        await Assert.ThrowsAsync<InvalidOperationException>(() => core.WriteAsync<int>(unit =>
        {
            unit.Touch(Run("w")).Signals.Add(new() { SignalName = "half" });
            throw new InvalidOperationException("on purpose");
        }));
        Assert.Equal(2, await core.ReadAsync(() => Run("w").LastEventId));

        await core.WriteAsync(unit =>
        {
            unit.Touch(Run("w")).Signals.Add(new() { SignalName = "whole" });
            return 0;
        });
        var events = await core.ReadAsync(() => Run("w").Events.Range(1, 10));
        Assert.Equal([EventType.WorkflowExecutionStarted, EventType.WorkflowTaskScheduled, EventType.WorkflowExecutionSignaled], events.Select(e => e.EventType));
    }

    [Fact]
    public async Task Unit_ThrowsAfterStartingARun_LeavesNoRun()
    {
        await StartAsync("other");
        await Assert.ThrowsAsync<InvalidOperationException>(() => core.WriteAsync<int>(unit =>
        {
            core.Starter.Start(unit, NewRun("w"));
            throw new InvalidOperationException("on purpose");
        }));
        Assert.Null(await core.ReadAsync(() => core.Runs.FindCurrent(namespaceId, "w")));
        await StartAsync("w");
        Assert.NotNull(await core.ReadAsync(() => core.Runs.FindCurrent(namespaceId, "w")));
    }

    [Fact]
    public async Task Unit_TimesOfEvents_NeverGoBack()
    {
        await StartAsync("w");
        for (var i = 0; i < 20; i++)
        {
            await core.WriteAsync(unit =>
            {
                unit.Touch(Run("w")).Signals.Add(new() { SignalName = "s" });
                return 0;
            });
        }

        var times = await core.ReadAsync(() => Run("w").Events.Range(1, 100).Select(e => e.EventTime.ToDateTime()).ToArray());
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task History_LongerThanTheLimit_EndsTheRun()
    {
        await StartAsync("w");
        var refused = await Assert.ThrowsAsync<ServiceError>(() => core.WriteAsync(unit =>
        {
            var run = unit.Touch(Run("w"));
            for (var i = 0; i < 51_200; i++)
                run.Events.Add(new() { EventType = EventType.MarkerRecorded, MarkerRecordedEventAttributes = new() { MarkerName = "m" } });
            return 0;
        }));
        Assert.Equal("Workflow history count exceeds limit.", refused.Message);
        // Of the step that goes too far nothing is kept.
        Assert.Equal(3, await core.ReadAsync(() => Run("w").LastEventId));
        var last = await core.ReadAsync(() => Run("w").Events.Get(Run("w").LastEventId));
        Assert.Equal("Workflow history count exceeds limit.", last.WorkflowExecutionTerminatedEventAttributes.Reason);
    }

    private Run Run(string id) => core.Runs.Get(namespaceId, id, "");

    private async Task StartAsync(string id)
    {
        await core.WriteAsync(unit =>
        {
            if (namespaceId.Length == 0)
                namespaceId = core.Namespaces.Register(unit, new() { Name = "default", Retention = TimeSpan.FromHours(1).ToDuration() }).Id;
            return core.Starter.Start(unit, NewRun(id));
        });
    }

    private NextRun NewRun(string id)
    {
        var runId = Guid.NewGuid().ToString();
        return new NextRun
        {
            NamespaceId = namespaceId,
            RunId = runId,
            Started = new()
            {
                WorkflowId = id,
                WorkflowType = new() { Name = "wf" },
                TaskQueue = new() { Name = "q" },
                WorkflowTaskTimeout = TimeSpan.FromSeconds(10).ToDuration(),
                FirstExecutionRunId = runId,
                OriginalExecutionRunId = runId,
                Attempt = 1,
            },
        };
    }
}
