using System.Runtime.CompilerServices;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Exceptions;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Tests.Replay;

/// <summary>Replays recorded histories with workflow code of the tests.</summary>
internal static class Replays
{
    public static WorkflowHistory Load(string name, [CallerFilePath] string thisFile = "") =>
        WorkflowHistory.FromJson(name, File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "Histories", name + ".json")));

    /// <summary>Replays a history and returns what the run method returned.</summary>
    public static Task<object?> RunAsync<TWorkflow>(string historyName) => RunAsync<TWorkflow>(Load(historyName));

    public static async Task<object?> RunAsync<TWorkflow>(WorkflowHistory history)
    {
        var results = new ResultCapture();
        await Replayer<TWorkflow>(history, results).ReplayWorkflowAsync(history);
        return results.Result;
    }

    public static async Task<WorkflowNondeterminismException> FailAsync<TWorkflow>(WorkflowHistory history)
    {
        var result = await Replayer<TWorkflow>(history, new()).ReplayWorkflowAsync(history, throwOnReplayFailure: false);
        return Assert.IsType<WorkflowNondeterminismException>(result.ReplayFailure);
    }

    /// <summary>Says that the history was made with a behaviour of the official .NET SDK.</summary>
    public static WorkflowHistory WithLangFlag(this WorkflowHistory history, uint flag)
    {
        var first = history.Events.First(e => e.EventType == EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes;
        (first.SdkMetadata ??= new()).LangUsedFlags.Add(flag);
        return history;
    }

    /// <summary>Says that the history was made by a core that compares ids and types.</summary>
    public static WorkflowHistory WithCoreChecks(this WorkflowHistory history)
    {
        var first = history.Events.First(e => e.EventType == EventType.WorkflowTaskCompleted).WorkflowTaskCompletedEventAttributes;
        (first.SdkMetadata ??= new()).CoreUsedFlags.Add([1, 2, 3]);
        return history;
    }

    private static WorkflowReplayer Replayer<TWorkflow>(WorkflowHistory history, ResultCapture results)
    {
        var type = history.Events.First().WorkflowExecutionStartedEventAttributes.WorkflowType.Name;
        return new(new WorkflowReplayerOptions { Interceptors = [results], DebugMode = true }
            .AddWorkflow(WorkflowDefinition.Create(typeof(TWorkflow), type, null)));
    }

    private sealed class ResultCapture : IWorkerInterceptor
    {
        public object? Result { get; private set; }

        public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(this, nextInterceptor);

        private sealed class Inbound(ResultCapture capture, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
        {
            public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
                capture.Result = await Next.ExecuteWorkflowAsync(input);
        }
    }
}
