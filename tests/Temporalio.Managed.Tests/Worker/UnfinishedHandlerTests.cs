using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Service;
using Temporalio.Workflows;

namespace Temporalio.Tests.Worker;

[Collection(ServiceCollection.Name)]
public sealed class UnfinishedHandlerTests(TemporalService service)
{
    [ServiceFact]
    public async Task Workflow_EndsWithHandlersRunning_WarnsOfThoseThatMatter()
    {
        using var log = new ListLoggerFactory();
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<HastyWorkflow>().LoggerFactory = log, async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((HastyWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.WaitAsync());
            await handle.SignalAsync(wf => wf.WaitAsync());
            await handle.SignalAsync(wf => wf.WaitUncaredForAsync());
            await handle.StartUpdateAsync(wf => wf.WaitForUpdateAsync(), new(WorkflowUpdateStage.Accepted) { Id = "u1" });
            await handle.SignalAsync(wf => wf.EndAsync());
            await handle.GetResultAsync();
        });
        var warnings = log.Lines.Where(l => l.Contains("[TMPRL1102]", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, warnings.Length);
        Assert.Contains("finished while signal handlers are still running", warnings[0], StringComparison.Ordinal);
        Assert.EndsWith("Unfinished: Wait (x2)", warnings[0], StringComparison.Ordinal);
        Assert.Contains("finished while update handlers are still running", warnings[1], StringComparison.Ordinal);
        Assert.EndsWith("Unfinished: WaitForUpdate (id u1)", warnings[1], StringComparison.Ordinal);
    }

    [ServiceFact]
    public async Task Workflow_FailsWithHandlersRunning_DoesNotWarn()
    {
        using var log = new ListLoggerFactory();
        await TestWorkers.RunAsync(service.Client, o => o.AddWorkflow<HastyWorkflow>().LoggerFactory = log, async options =>
        {
            var handle = await service.Client.StartWorkflowAsync((HastyWorkflow wf) => wf.RunAsync(), options);
            await handle.SignalAsync(wf => wf.WaitAsync());
            await handle.SignalAsync(wf => wf.FailAsync());
            await Assert.ThrowsAsync<WorkflowFailedException>(() => handle.GetResultAsync());
        });
        Assert.DoesNotContain(log.Lines, l => l.Contains("[TMPRL1102]", StringComparison.Ordinal));
    }

    [Workflow]
    public sealed class HastyWorkflow
    {
        private bool end;

        [WorkflowRun]
        public Task RunAsync() => Workflow.WaitConditionAsync(() => end);

        [WorkflowSignal]
        public Task WaitAsync() => Workflow.DelayAsync(TimeSpan.FromHours(1));

        [WorkflowSignal(UnfinishedPolicy = HandlerUnfinishedPolicy.Abandon)]
        public Task WaitUncaredForAsync() => Workflow.DelayAsync(TimeSpan.FromHours(1));

        [WorkflowUpdate]
        public Task WaitForUpdateAsync() => Workflow.DelayAsync(TimeSpan.FromHours(1));

        [WorkflowSignal]
        public Task EndAsync()
        {
            end = true;
            return Task.CompletedTask;
        }

        [WorkflowSignal]
        public Task FailAsync() => throw new ApplicationFailureException("on purpose");
    }

    private sealed class ListLoggerFactory : ILoggerFactory, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public IReadOnlyCollection<string> Lines => lines;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
