using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;
using static Temporalio.Conformance.Services.CustomSearchAttributes;

namespace Temporalio.Conformance.Scenarios;

/// <summary>S: what queries of lists and counts may say, and what is told to those that may not.</summary>
public abstract class QueryLanguageScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [Scenario]
    public async Task S33_KeywordsAndStatus_AreCompared()
        => await Listed([
            $"WorkflowId = '{Scene.Id}-a'", $"WorkflowId = \"{Scene.Id}-a\"", $"`WorkflowId` = '{Scene.Id}-a'", $"workflowid = '{Scene.Id}-a'",
            $"WorkflowId != '{Scene.Id}-a'", $"WorkflowId <> '{Scene.Id}-a'", $"WorkflowId > '{Scene.Id}-b'", $"WorkflowId <= '{Scene.Id}-b'",
            $"WorkflowId IN ('{Scene.Id}-a', '{Scene.Id}-d')", $"WorkflowId NOT IN ('{Scene.Id}-a', '{Scene.Id}-d')", $"WorkflowId in ('{Scene.Id}-a')",
            $"WorkflowId BETWEEN '{Scene.Id}-b' AND '{Scene.Id}-c'", $"WorkflowId NOT BETWEEN '{Scene.Id}-b' AND '{Scene.Id}-c'",
            $"WorkflowId STARTS_WITH '{Scene.Id}-'", $"WorkflowId starts_with '{Scene.Id}-b'", $"WorkflowId NOT STARTS_WITH '{Scene.Id}-b'",
            "WorkflowId STARTS_WITH ''", "WorkflowId STARTS_WITH '%'", "WorkflowId STARTS_WITH '_'", "WorkflowId IS NULL", "WorkflowId IS NOT NULL",
            "WorkflowId = 5", "WorkflowId = 5.5", "WorkflowId = true", "WorkflowId = null", $"WorkflowId IN ('{Scene.Id}-a', 5)", "WorkflowId BETWEEN 'a' AND 5",
            "WorkflowId STARTS_WITH 5", "WorkflowId IN ()", "WorkflowId LIKE 'w%'", "WorkflowId NOT LIKE 'w%'", "WorkflowId REGEXP 'w'",
            "WorkflowId IS TRUE", "WorkflowId <=> 'a'", "WorkflowId = 'it''s'", @"WorkflowId = 'it\'s'",
            "ExecutionStatus = 'Running'", "ExecutionStatus = 'running'", "ExecutionStatus = 'RUNNING'", "ExecutionStatus != 'Running'", "ExecutionStatus = 2",
            "ExecutionStatus = '2'", "ExecutionStatus = 99", "ExecutionStatus = 1.5", "ExecutionStatus = 'Nope'", "ExecutionStatus = true",
            "ExecutionStatus IN ('Completed', 3)", "ExecutionStatus NOT IN ('Completed', 'Failed')", "ExecutionStatus > 'Running'",
            "ExecutionStatus BETWEEN 'Completed' AND 'Failed'", "ExecutionStatus STARTS_WITH 'Run'", "ExecutionStatus IS NULL", "ExecutionStatus IS NOT NULL",
            "ExecutionStatus = 'ContinuedAsNew'", "ExecutionStatus = 'TimedOut'", "ExecutionStatus = 'Paused'", "ExecutionStatus = 'Cancelled'",
        ]);

    [Scenario]
    public async Task S34_TimesAndNumbers_AreCompared()
        => await Listed([
            "StartTime > '2020-01-01T00:00:00Z'", "StartTime > '2020-01-01T00:00:00.123456789Z'", "StartTime > '2020-01-01T02:00:00+02:00'",
            "StartTime > '2020-01-01'", "StartTime > '2020-01-01 00:00:00'", "StartTime > 'yesterday'", "StartTime > 1577836800000000000", "StartTime > '1577836800000000000'",
            "StartTime > 5.5", "StartTime > true", "StartTime != '2020-01-01T00:00:00Z'", "StartTime = '2020-01-01T00:00:00Z'", "StartTime IN ('2020-01-01T00:00:00Z')",
            "StartTime BETWEEN '2020-01-01T00:00:00Z' AND '2090-01-01T00:00:00Z'", "StartTime NOT BETWEEN '2020-01-01T00:00:00Z' AND '2090-01-01T00:00:00Z'",
            "StartTime STARTS_WITH '2026'", "StartTime LIKE '2026%'", "StartTime IS NULL", "ExecutionTime > '2020-01-01T00:00:00Z'",
            "CloseTime IS NULL", "CloseTime IS NOT NULL", "CloseTime > '2020-01-01T00:00:00Z'", "NOT CloseTime > '2020-01-01T00:00:00Z'", "CloseTime != '2020-01-01T00:00:00Z'",
            "CloseTime > StartTime", "CloseTime IS NOT NULL AND ExecutionStatus = 'Failed'",
            $"{Moment} > '2026-01-01T00:00:00Z'", $"{Moment} < '2026-01-02T03:04:05Z'", $"{Moment} >= '2026-01-02T03:04:05Z'", $"{Moment} != '2026-01-01T00:00:00Z'",
            "HistoryLength > 0", "HistoryLength IS NULL", "HistorySizeBytes > 10", "StateTransitionCount >= 1", "HistoryLength = '5'",
            "ExecutionDuration > 0", "ExecutionDuration > '1ns'", "ExecutionDuration < '1h30m'", "ExecutionDuration < '2d'", "ExecutionDuration < '10:00:00'",
            "ExecutionDuration < '100:00:00'", "ExecutionDuration < '1:00:00'", "ExecutionDuration > 'long'", "ExecutionDuration > 1.5", "ExecutionDuration IS NULL",
            "ExecutionDuration BETWEEN '1ns' AND '1h'", "ExecutionDuration IN ('1h', 5)",
            $"{Number} = 1", $"{Number} = '1'", $"{Number} = 1.0", $"{Number} = 1.5", $"{Number} = -3", $"{Number} > -4", $"{Number} != 1", $"NOT {Number} = 1", $"{Number} IN (1, 2)",
            $"{Number} NOT IN (1, 2)", $"{Number} BETWEEN 1 AND 2", $"{Number} BETWEEN 2 AND 1", $"{Number} NOT BETWEEN 1 AND 2", $"{Number} IS NULL", $"{Number} IS NOT NULL",
            $"{Number} = true", $"{Number} = 'abc'", $"{Number} = 1e3", $"{Number} = 0x1", $"{Number} = 9223372036854775807", $"{Number} = 9223372036854775808",
            $"{Number} STARTS_WITH '1'", $"{Number} STARTS_WITH 1", $"{Number} LIKE '1'", $"{Number} = +1", $"{Number} = - 3", $"{Number} = 1 + 1", $"{Number} > .5",
            $"{Fraction} = 1.5", $"{Fraction} >= 1", $"{Fraction} = -0.25", $"{Fraction} = '1.5'", $"{Fraction} = 'abc'", $"{Fraction} BETWEEN -1 AND 1", $"{Fraction} = true", $"{Fraction} > -.5", $"{Fraction} < 1e1",
        ]);

    [Scenario]
    public async Task S35_FlagsTextsAndLists_AreCompared()
        => await Listed([
            $"{Flag} = true", $"{Flag} = false", $"{Flag} = TRUE", $"{Flag} = 'true'", $"{Flag} = 'abc'", $"{Flag} = 1", $"{Flag} != true", $"{Flag} IN (true, false)", $"{Flag} NOT IN (true)",
            $"{Flag} > true", $"{Flag} BETWEEN false AND true", $"{Flag} IS NULL", $"{Flag} IS NOT NULL", $"{Flag} IS TRUE", $"{Flag}", $"NOT {Flag}", $"{Flag} STARTS_WITH 't'",
            $"{Prose} = 'brown'", $"{Prose} = 'Brown'", $"{Prose} = 'brown bear'", $"{Prose} = 'quick fox'", $"{Prose} = 'brow'", $"{Prose} = 'brow*'", $"{Prose} = 'fox OR bear'",
            $"{Prose} = 'bear!'", $"{Prose} = 'owl'", $"{Prose} = 'brown-fox'", $"{Prose} != 'brown'", $"{Prose} != 'fox'", $"{Prose} = ''", $"{Prose} = 5", $"{Prose} IN ('brown', 'owl')", $"{Prose} > 'a'",
            $"{Prose} STARTS_WITH 'q'", $"{Prose} LIKE 'q%'", $"{Prose} BETWEEN 'a' AND 'b'", $"{Prose} IS NULL", $"{Prose} IS NOT NULL",
            $"{Keywords} = 'x'", $"{Keywords} = 'y'", $"{Keywords} != 'x'", $"{Keywords} != 'z'", $"{Keywords} IN ('x', 'z')", $"{Keywords} NOT IN ('x', 'z')", $"{Keywords} IN ('two words')", $"{Keywords} > 'x'",
            $"{Keywords} STARTS_WITH 'x'", $"{Keywords} BETWEEN 'x' AND 'y'", $"{Keywords} IS NULL", $"{Keywords} IS NOT NULL", $"{Keywords} LIKE 'x'", $"{Keywords} = 5", $"{Keywords} = 'two words'",
            "NoSuchName = 1", "NoSuchName IS NULL", "TemporalScheduledById IS NULL", "ScheduledById IS NULL", "ScheduledStartTime IS NULL", "ScheduleId = 'x'", "ChangeVersion IS NULL",
            "BuildIds IS NULL", "BuildIds = 'unversioned'", "BinaryChecksums IS NULL", "BatcherUser IS NULL", "TemporalPauseInfo IS NULL", "TemporalReportedProblems IS NULL",
            "TemporalNamespaceDivision IS NULL", "TemporalNamespaceDivision = 'x'", "NamespaceDivision IS NULL", "ParentWorkflowId IS NULL", "ParentRunId IS NULL",
            $"RootWorkflowId = '{Scene.Id}-a'", "RootRunId IS NOT NULL", $"TaskQueue = '{Scene.Queue}-c'", "WorkflowType = 'wf'", "RunId IS NOT NULL", "TemporalWorkflowVersioningBehavior IS NULL",
            "TemporalWorkerDeployment IS NULL", "TemporalWorkerDeploymentVersion IS NULL", "TemporalUsedWorkerDeploymentVersions IS NULL", "VisibilityTime IS NULL", "NamespaceId = 'x'", "Memo = 'x'",
        ]);

    [Scenario]
    public async Task S36_Conditions_AreJoined()
        => await Listed([
            $"{Number} = 1 OR {Number} = 2 AND {Flag} = true", $"({Number} = 1 OR {Number} = 2) AND {Flag} = false", $"NOT {Number} = 1 OR {Number} = 1", $"NOT ({Number} = 1 OR {Number} = 2)",
            $"NOT NOT {Number} = 1", $"NOT {Number} = 1 AND NOT {Number} = 2", $"(({Number} = 1))", $"{Number} = 1 and {Flag} = true or {Number} = -3", $"{Number} = 1 && {Flag} = true", $"{Number} = 1 || {Number} = 2",
            $"!({Number} = 1)", $"{Number} = 1 XOR {Flag} = true", $"NOT {Number} IS NULL", $"{Number}=1", $"  {Number}  =  1  ", $"{Number} = 1 AND", $"AND {Number} = 1", $"{Number} = 1 {Number} = 2", $"{Number} = 1, {Number} = 2",
            $"{Number} == 1", $"{Number} =", "= 1", $"{Number}", $"({Number} = 1", $"{Number} = 1)", $"{Number} = 'abc", $"{Number} = abc", $"{Number} BETWEEN 1", $"{Number} BETWEEN 1 OR 2", $"{Number} NOT 1", $"{Number} IS 1",
            $"{Number} IN 1", $"{Number} IN (1", $"{Number} IN (1,)", $"{Number} IN (SELECT 1)", "1 = 1", $"1 = {Number}", "true", $"lower(WorkflowId) = '{Scene.Id}-a'", $"{Number} + 1 = 2", $"v.{Number} = 1", $"{Number} = @x", $"{Number} = ?",
            $"{Number} = :v1", $"{Number} = 1;", $"{Number} = 1 -- one", $"{Number} = 1 /* one */", $"({Number}, {Flag}) = (1, true)", $"EXISTS (SELECT 1)", $"CASE WHEN {Number} = 1 THEN true END", $"{Number} = 1 #", $"{Number} = 1 \\", "WorkflowId = 'ä'", "ä = 1",
        ]);

    [Scenario]
    public async Task S37_WholeQueries_AreTakenOrRefused()
    {
        var told = await Begin();
        foreach (var query in (string[])[
            "ORDER BY StartTime", "ExecutionStatus = 'Running' ORDER BY StartTime DESC", "LIMIT 1", "ExecutionStatus = 'Running' LIMIT 1",
            "SELECT 1", "; SELECT 1", "WorkflowId = ", "=", "AND", "NOT", "(", ")", "()", "'text'", "5", "WorkflowId", "GROUP", "GROUP BY", "ORDER", "-", "WorkflowId = 'a' FOR UPDATE",
        ])
        {
            await told.Ask($"list {query}", Patiently(() => ListAsync(query)));
        }

        var marked = $"{Keyword} = '{Scene.Id}'";
        foreach (var clause in (string[])[
            "", "GROUP BY ExecutionStatus", "group by ExecutionStatus", "GROUP BY `ExecutionStatus`", "AND ExecutionStatus != 'Running' GROUP BY ExecutionStatus", "GROUP BY WorkflowType", "GROUP BY ExecutionStatus, WorkflowType",
            "GROUP BY NoSuchName", "GROUP BY TemporalNamespaceDivision", "GROUP BY 1", "GROUP BY ExecutionStatus ORDER BY ExecutionStatus", "GROUP BY ExecutionStatus LIMIT 1", "ORDER BY StartTime", "LIMIT 1", "AND NoSuchName = 1", "AND ExecutionStatus = 'Nope'",
        ])
        {
            var query = $"{marked} {clause}".Trim();
            await told.Ask($"count {clause}", Patiently(() => Scene.Call<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(
                "CountWorkflowExecutions", new() { Namespace = Scene.Namespace, Query = query })));
        }

        await Found(told, "GROUP BY ExecutionStatus", $"{marked} GROUP BY ExecutionStatus");
        await Found(told, "GROUP BY WorkflowType", $"{marked} GROUP BY WorkflowType");
        told.IsRecorded();
    }

    [Scenario]
    public async Task S38_QueriesOfSchedules_MaySayLess()
    {
        var schedule = Scene.PausedSchedule();
        schedule.State = new() { Paused = true };
        await Scene.CreateSchedule(schedule, r => r.SearchAttributes = Scene.Mark());
        var told = Scene.Transcript();
        var marked = $"{Keyword} = '{Scene.Id}'";
        await Scene.Until(async () => (await Patiently(() => Schedules($"{marked} AND TemporalSchedulePaused = true"))).Schedules.Count == 1);
        foreach (var query in (string[])[
            "TemporalSchedulePaused = true", "TemporalSchedulePaused = false", "SchedulePaused = true", "NOT TemporalSchedulePaused = true", "TemporalSchedulePaused IS NULL", $"ScheduleId = '{Scene.Id}'", $"ScheduleId STARTS_WITH '{Scene.Id}'",
            $"ScheduleId != '{Scene.Id}'", $"ScheduleId IN ('{Scene.Id}')", "ScheduleId = 5", "ScheduleId IS NULL", "WorkflowId = 'x'", "WorkflowType = 'wf'", "StartTime > '2020-01-01T00:00:00Z'", "ExecutionStatus = 'Running'",
            "TemporalNamespaceDivision = 'x'", "NoSuchName = 1", $"{Number} IS NULL", $"{Number} = 'abc'", "TemporalSchedulePaused = 'maybe'", "TemporalSchedulePaused = ",
        ])
        {
            var answer = Patiently(() => Schedules($"{marked} AND ({query})"));
            await told.Ask(Shown($"list {query}"), Only(answer));
        }

        await told.Ask("order", Patiently(() => Schedules($"{marked} ORDER BY ScheduleId")));
        await told.Ask("group", Only(Patiently(() => Schedules($"{marked} GROUP BY TemporalSchedulePaused"))));
        told.IsRecorded();

        static async Task<ListSchedulesResponse> Only(Task<ListSchedulesResponse> answer)
        {
            var only = new ListSchedulesResponse();
            only.Schedules.Add((await answer).Schedules.Select(s => new Api.Schedule.V1.ScheduleListEntry { ScheduleId = s.ScheduleId }));
            return only;
        }
    }

    private async Task Listed(string[] conditions, [System.Runtime.CompilerServices.CallerMemberName] string scenario = "")
    {
        var told = await Begin();
        foreach (var condition in conditions) await Found(told, condition, $"{Keyword} = '{Scene.Id}' AND ({condition})");
        told.IsRecorded(scenario);
    }

    /// <summary>Four runs, of which one is open: what each says of itself is in the lists.</summary>
    private async Task<Transcript> Begin()
    {
        await Start("-a", (Number, "Int", "1"), (Fraction, "Double", "1.5"), (Flag, "Bool", "true"), (Prose, "Text", "\"quick brown fox\""), (Keywords, "KeywordList", "[\"x\",\"y\"]"));
        var b = await Start("-b", (Number, "Int", "2"), (Fraction, "Double", "-0.25"), (Flag, "Bool", "false"), (Prose, "Text", "\"Brown bear!\""), (Keywords, "KeywordList", "[\"y\",\"two words\"]"));
        await b.RunTask(Commands.CompleteWorkflow());
        var c = await Start("-c");
        await c.RunTask(Commands.FailWorkflow(Failures.Application()));
        var d = await Start("-d", (Number, "Int", "-3"), (Moment, "Datetime", "\"2026-01-02T03:04:05Z\""));
        await d.Terminate();
        await Scene.Finds("ExecutionStatus = 'Running'", "-a");
        await Scene.Finds("CloseTime IS NOT NULL", "-b", "-c", "-d");
        return Scene.Transcript();
    }

    private async Task<Scene> Start(string suffix, params (string Name, string Type, string Json)[] attributes)
    {
        var started = Own(Scene.Beside(suffix, suffix));
        await started.Start(r =>
        {
            r.SearchAttributes = Scene.Mark();
            foreach (var (name, type, json) in attributes) r.SearchAttributes.IndexedFields.Add(name, Scene.Attribute(type, json));
        });
        return started;
    }

    private async Task Found(Transcript told, string shown, string query)
    {
        try
        {
            var page = await Patiently(() => ListAsync(query));
            told.Note(Shown($"{shown}: {string.Join(' ', page.Executions.Select(e => e.Execution.WorkflowId[Scene.Id.Length..]))}"));
        }
        catch (WireException refusal)
        {
            told.Note(Shown($"{shown}: {refusal.Code}: {refusal.Text}"));
        }
    }

    private string Shown(string text) => text.Replace(Scene.Id, "<id>", StringComparison.Ordinal).Replace('\n', ' ');

    private Task<ListWorkflowExecutionsResponse> ListAsync(string query)
        => Scene.Call<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>("ListWorkflowExecutions", new() { Namespace = Scene.Namespace, Query = query });

    private Task<ListSchedulesResponse> Schedules(string query)
        => Scene.Call<ListSchedulesRequest, ListSchedulesResponse>("ListSchedules", new() { Namespace = Scene.Namespace, MaximumPageSize = 10, Query = query });

    /// <summary>The real service takes ten queries of lists a second.</summary>
    private async Task<T> Patiently<T>(Func<Task<T>> call)
    {
        while (true)
        {
            try
            {
                return await call();
            }
            catch (WireException busy) when (busy.Code == GrpcCode.ResourceExhausted)
            {
                await Task.Delay(Pause, Cancellation);
            }
        }
    }

    public sealed class OnDevService() : QueryLanguageScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : QueryLanguageScenarios(ServiceKind.Real);
}
