using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>Queries.</summary>
internal sealed partial class WorkflowInstance
{
    private const string MetadataQuery = "__temporal_workflow_metadata";
    private const string StackTraceQuery = "__stack_trace";

    /// <summary>The answers of the last activation, by query id.</summary>
    public Dictionary<string, WorkflowQueryResult> Answers { get; } = [];

    public HandlerTable<WorkflowQueryDefinition> Queries { get; private set; } = null!;

    public WorkflowQueryDefinition? DynamicQuery { get; set; }

    private Task AnswerQuery(QueryJob job)
    {
        var before = Machine.UnsentCommands;
        Answers[job.Id] = Look(() => Answer(job));
        if (Machine.UnsentCommands != before)
            taskFailure ??= new InvalidOperationException($"Query handler for {job.Query.QueryType} created workflow commands");
        return Task.CompletedTask;
    }

    private WorkflowQueryResult Answer(QueryJob job)
    {
        answering = true;
        try
        {
            var result = job.Query.QueryType switch
            {
                MetadataQuery => Describe(),
                StackTraceQuery => StackTrace(),
                _ => inbound.HandleQuery(ToInput(job)),
            };
            return new()
            {
                ResultType = QueryResultType.Answered,
                Answer = new() { Payloads_ = { PayloadConverter.ToPayload(result) } },
            };
        }
        catch (Exception e)
        {
            // Whatever a query throws is its answer.
            return new()
            {
                ResultType = QueryResultType.Failed,
                ErrorMessage = e.Message,
                Failure = FailureConverter.ToFailure(e, PayloadConverter),
            };
        }
        finally
        {
            answering = false;
        }
    }

    private HandleQueryInput ToInput(QueryJob job)
    {
        var name = job.Query.QueryType;
        var definition = Queries.Find(name) ?? (IsReserved(name) ? null : DynamicQuery)
            ?? throw new InvalidOperationException(
                $"Query handler for {name} expected but not found, known queries: [{Queries.KnownNames}]");
        var args = Arguments.DecodeForHandler(PayloadConverter, job.Query.QueryArgs, definition.Method, definition.Dynamic ? name : null);
        return new(job.Id, name, definition, args, job.Query.Header?.Fields);
    }

    private WorkflowMetadata Describe()
    {
        var described = new Api.Sdk.V1.WorkflowDefinition { Type = Info.WorkflowType };
        described.QueryDefinitions.AddRange(
            All(Queries.Values, DynamicQuery).Select(d => Describe(d.Name, d.Description)).OrderBy(d => d.Name, StringComparer.Ordinal));
        described.SignalDefinitions.AddRange(
            All(Signals.Values, DynamicSignal).Select(d => Describe(d.Name, d.Description)).OrderBy(d => d.Name, StringComparer.Ordinal));
        described.UpdateDefinitions.AddRange(
            All(Updates.Values, DynamicUpdate).Select(d => Describe(d.Name, d.Description)).OrderBy(d => d.Name, StringComparer.Ordinal));
        return new WorkflowMetadata { Definition = described, CurrentDetails = CurrentDetails };
    }

    private static IEnumerable<T> All<T>(IEnumerable<T> named, T? dynamic)
        where T : class => dynamic is null ? named : named.Append(dynamic);

    private static WorkflowInteractionDefinition Describe(string? name, string? description) =>
        new() { Name = name ?? string.Empty, Description = description ?? string.Empty };
}
