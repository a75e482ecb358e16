using Temporalio.Api.Common.V1;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Runs;

/// <summary>The search attribute that tells of workflow tasks which keep failing.</summary>
internal static class ReportedProblems
{
    private const string Name = "TemporalReportedProblems";

    public static void Count(Run run, string category, string cause, int limit)
    {
        if (++run.State.TaskProblems != limit) return;
        run.State.SearchAttributes ??= new SearchAttributes();
        run.State.SearchAttributes.IndexedFields[Name] = SearchAttributeCodec.KeywordList([$"category={category}", $"cause={cause}"]);
        run.VisibilityChanged = true;
    }

    public static void Clear(Run run)
    {
        run.State.TaskProblems = 0;
        if (run.State.SearchAttributes?.IndexedFields.Remove(Name) == true) run.VisibilityChanged = true;
    }
}
