using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Visibility;

/// <summary>The search attributes every namespace has.</summary>
internal static class SystemAttributes
{
    /// <summary>Separates what is listed as a workflow but is none.</summary>
    public const string Division = "TemporalNamespaceDivision";

    /// <summary>The division of schedules.</summary>
    public const string ScheduleDivision = "TemporalScheduler";

    public const string SchedulePaused = "TemporalSchedulePaused";

    /// <summary>The name under which a schedule's id is kept; queries of schedules say <c>ScheduleId</c>.</summary>
    public const string ScheduleId = "TemporalScheduleId";

    /// <summary>Written by the service only, each in a column of its own.</summary>
    public static readonly IReadOnlyDictionary<string, (IndexedValueType Type, string Column)> Columns = new Dictionary<string, (IndexedValueType, string)>
    {
        ["WorkflowId"] = (IndexedValueType.Keyword, "workflow_id"),
        ["RunId"] = (IndexedValueType.Keyword, "run_id"),
        ["WorkflowType"] = (IndexedValueType.Keyword, "workflow_type"),
        ["ExecutionStatus"] = (IndexedValueType.Keyword, "status"),
        ["TaskQueue"] = (IndexedValueType.Keyword, "task_queue"),
        ["ParentWorkflowId"] = (IndexedValueType.Keyword, "parent_workflow_id"),
        ["ParentRunId"] = (IndexedValueType.Keyword, "parent_run_id"),
        ["RootWorkflowId"] = (IndexedValueType.Keyword, "root_workflow_id"),
        ["RootRunId"] = (IndexedValueType.Keyword, "root_run_id"),
        ["StartTime"] = (IndexedValueType.Datetime, "start_time"),
        ["ExecutionTime"] = (IndexedValueType.Datetime, "execution_time"),
        ["CloseTime"] = (IndexedValueType.Datetime, "close_time"),
        ["HistoryLength"] = (IndexedValueType.Int, "history_length"),
        ["HistorySizeBytes"] = (IndexedValueType.Int, "history_size"),
        ["ExecutionDuration"] = (IndexedValueType.Int, "duration"),
        ["StateTransitionCount"] = (IndexedValueType.Int, "transitions"),
    };

    /// <summary>Known everywhere and set like custom ones, by the service or by workflows.</summary>
    public static readonly IReadOnlyDictionary<string, IndexedValueType> Predefined = new Dictionary<string, IndexedValueType>
    {
        ["BatcherNamespace"] = IndexedValueType.Keyword,
        ["BatcherUser"] = IndexedValueType.Keyword,
        ["BinaryChecksums"] = IndexedValueType.KeywordList,
        ["BuildIds"] = IndexedValueType.KeywordList,
        ["TemporalChangeVersion"] = IndexedValueType.KeywordList,
        [Division] = IndexedValueType.Keyword,
        ["TemporalPauseInfo"] = IndexedValueType.KeywordList,
        ["TemporalReportedProblems"] = IndexedValueType.KeywordList,
        ["TemporalScheduledById"] = IndexedValueType.Keyword,
        ["TemporalScheduledStartTime"] = IndexedValueType.Datetime,
        [SchedulePaused] = IndexedValueType.Bool,
        ["TemporalExternalPayloadCount"] = IndexedValueType.Int,
        ["TemporalExternalPayloadSizeBytes"] = IndexedValueType.Int,
        ["TemporalUsedWorkerDeploymentVersions"] = IndexedValueType.KeywordList,
        ["TemporalWorkerDeployment"] = IndexedValueType.Keyword,
        ["TemporalWorkerDeploymentVersion"] = IndexedValueType.Keyword,
        ["TemporalWorkflowVersioningBehavior"] = IndexedValueType.Keyword,
    };

    public static bool IsReadOnly(string name) => Columns.ContainsKey(name);

    public static IndexedValueType? TypeOf(string name) =>
        Predefined.TryGetValue(name, out var type) ? type : Columns.TryGetValue(name, out var system) ? system.Type : null;
}
