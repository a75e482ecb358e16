using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker.Execution;

namespace Temporalio.Worker;

/// <summary>Runs workflow code against recorded histories, without a service, to see whether it still takes the recorded way.</summary>
public class WorkflowReplayer
{
    private readonly WorkflowCode code;

    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public WorkflowReplayer(WorkflowReplayerOptions options)
    {
        Options = (WorkflowReplayerOptions)options.Clone();
        if (Options.Workflows.Count == 0)
            throw new ArgumentException("A replayer needs at least one workflow", nameof(options));
        code = new(Options.Workflows)
        {
            Namespace = Options.Namespace,
            TaskQueue = Options.TaskQueue,
            DataConverter = Options.DataConverter,
            Interceptors = Options.Interceptors ?? [],
            LoggerFactory = Options.LoggerFactory,
            FailureExceptionTypes = Options.WorkflowFailureExceptionTypes ?? [],
            GuardsScheduler = !Options.DisableWorkflowTracingEventListener,
            MetricMeter = () => (Options.Runtime ?? Runtime.TemporalRuntime.Default).MetricMeter,
            BuildId = Options.BuildId ?? string.Empty,
            DeadlockTimeout = Options.DebugMode ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(2),
            TaskStarting = e => Options.OnTaskStarting(this, e),
            TaskCompleted = e => Options.OnTaskCompleted(this, e),
        };
    }

    public WorkflowReplayerOptions Options { get; private init; }

    /// <summary>Replays one history.</summary>
    /// <exception cref="WorkflowNondeterminismException">The code took another way, and failures are to be thrown.</exception>
    /// <exception cref="InvalidWorkflowOperationException">A workflow task failed, and failures are to be thrown.</exception>
    public async Task<WorkflowReplayResult> ReplayWorkflowAsync(
        WorkflowHistory history, bool throwOnReplayFailure = true, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            await RunAsync(history);
            return new(history, null);
        }
        catch (Exception e)
        {
            // Whatever stops the replay is its result.
            var failure = e as InvalidWorkflowOperationException
                ?? new InvalidWorkflowOperationException($"{e.GetType().Name}: {e.Message}", e);
            if (throwOnReplayFailure)
                throw failure;
            return new(history, failure);
        }
    }

    /// <summary>Replays histories one after the other.</summary>
    /// <inheritdoc cref="ReplayWorkflowAsync"/>
    public async Task<IEnumerable<WorkflowReplayResult>> ReplayWorkflowsAsync(
        IEnumerable<WorkflowHistory> histories, bool throwOnReplayFailure = false, CancellationToken cancellationToken = default)
    {
        var results = new List<WorkflowReplayResult>();
        foreach (var history in histories)
            results.Add(await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken));
        return results;
    }

    /// <summary>Replays histories one after the other, as they come.</summary>
    /// <inheritdoc cref="ReplayWorkflowAsync"/>
    public async IAsyncEnumerable<WorkflowReplayResult> ReplayWorkflowsAsync(
        IAsyncEnumerable<WorkflowHistory> histories,
        bool throwOnReplayFailure = false,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var history in histories.WithCancellation(cancellationToken))
            yield return await ReplayWorkflowAsync(history, throwOnReplayFailure, cancellationToken);
    }

    private async Task RunAsync(WorkflowHistory history)
    {
        var events = history.Events.ToArray();
        if (events.Length == 0 || events[0].EventType != EventType.WorkflowExecutionStarted)
            throw new InvalidWorkflowOperationException("A history must begin with the start of its workflow");

        // The history stays as it was given: what is changed is changed in a copy.
        events[0] = events[0].Clone();
        var start = events[0].WorkflowExecutionStartedEventAttributes;
        if (start.WorkflowId.Length == 0)
            start.WorkflowId = history.Id;
        if (Options.DataConverter.PayloadCodec is { } codec)
        {
            var decoder = PayloadTransform.Decoder(codec);
            for (var i = 0; i < events.Length; i++)
                await decoder.ApplyAsync(events[i] = events[i].Clone());
        }
        using var run = code.NewRun(start.OriginalExecutionRunId);
        run.Machine.Feed(events, LastCompletedStart(events), []);
        try
        {
            await run.RunCodeAsync();
        }
        catch (WorkflowNondeterminismException e) when (code.FailsWorkflow(run, e))
        {
            // The worker would fail the workflow instead of the task.
        }
    }

    private static long LastCompletedStart(HistoryEvent[] events) =>
        Array.FindLast(events, e => e.EventType == EventType.WorkflowTaskCompleted)?.WorkflowTaskCompletedEventAttributes.StartedEventId ?? 0;
}
