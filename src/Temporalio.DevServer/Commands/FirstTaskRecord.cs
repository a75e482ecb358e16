using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.DevServer.Runs;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Commands;

/// <summary>What a workflow task completed by a new build leaves behind: a point to reset to, and the build's name.</summary>
internal static class FirstTaskRecord
{
    private const string BuildIds = "BuildIds";
    private const int MostPoints = 20;

    public static void Note(Run run, HistoryEvent completed)
    {
        var a = completed.WorkflowTaskCompletedEventAttributes;
        AddResetPoint(run, completed, a.BinaryChecksum, a.WorkerVersion?.BuildId ?? "");
        AddBuildId(run, a.WorkerVersion?.BuildId ?? "");
    }

    private static void AddResetPoint(Run run, HistoryEvent completed, string checksum, string buildId)
    {
        run.State.ResetPoints ??= new ResetPoints();
        var points = run.State.ResetPoints.Points;
        if (points.Any(p => p.BinaryChecksum == checksum && p.BuildId == buildId)) return;
        if (points.Count >= MostPoints) points.RemoveAt(0);
        points.Add(new ResetPointInfo
        {
            BinaryChecksum = checksum,
            BuildId = buildId,
            RunId = run.State.RunId,
            FirstWorkflowTaskCompletedId = completed.EventId,
            CreateTime = completed.EventTime.Clone(),
            Resettable = true,
        });
    }

    private static void AddBuildId(Run run, string buildId)
    {
        run.State.SearchAttributes ??= new SearchAttributes();
        var fields = run.State.SearchAttributes.IndexedFields;
        var known = fields.TryGetValue(BuildIds, out var payload) ? SearchAttributeCodec.Strings(payload) : [];
        var wanted = known.Append("unversioned").Concat(buildId.Length == 0 ? [] : [$"unversioned:{buildId}"]).Distinct().ToArray();
        if (wanted.Length == known.Count) return;
        fields[BuildIds] = SearchAttributeCodec.KeywordList(wanted);
        run.VisibilityChanged = true;
    }
}
