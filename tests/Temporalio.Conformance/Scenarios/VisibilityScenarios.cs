using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Running;
using Temporalio.Conformance.Scenes;
using Temporalio.Conformance.Services;
using Temporalio.Conformance.Wire;
using static Temporalio.Conformance.Services.CustomSearchAttributes;

namespace Temporalio.Conformance.Scenarios;

/// <summary>M 166–176: lists, counts and search attributes.</summary>
public abstract class VisibilityScenarios(ServiceKind kind) : ScenarioBase(kind)
{
    [Scenario]
    public async Task M166_SystemAttributes_Select()
    {
        await StartMarked("-a");
        var b = await StartMarked("-b");
        await b.RunTask(Commands.CompleteWorkflow());
        var c = await StartMarked("-c");
        await c.RunTask(Commands.FailWorkflow(Failures.Application()));

        await Scene.Finds("", "-a", "-b", "-c");
        await Scene.Finds("WorkflowType = 'wf'", "-a", "-b", "-c");
        await Scene.Finds("WorkflowType = 'other'");
        await Scene.Finds($"WorkflowId = '{Scene.Id}-a'", "-a");
        await Scene.Finds($"WorkflowId STARTS_WITH '{Scene.Id}'", "-a", "-b", "-c");
        await Scene.Finds("ExecutionStatus = 'Running'", "-a");
        await Scene.Finds("ExecutionStatus IN ('Completed', 'Failed')", "-b", "-c");
        await Scene.Finds("CloseTime IS NULL", "-a");
        await Scene.Finds("CloseTime IS NOT NULL AND NOT ExecutionStatus = 'Failed'", "-b");
        await Scene.Finds("StartTime BETWEEN '2020-01-01T00:00:00Z' AND '2090-01-01T00:00:00Z'", "-a", "-b", "-c");
        await Scene.Finds($"(WorkflowId = '{Scene.Id}-a' OR WorkflowId = '{Scene.Id}-b') AND ExecutionStatus != 'Running'", "-b");
        await Scene.Finds($"TaskQueue = '{c.Queue}'", "-c");
    }

    [Scenario]
    public async Task M167_CustomAttributes_Select()
    {
        await StartMarked("-a", (Number, "Int", "1"), (Fraction, "Double", "1.5"), (Flag, "Bool", "true"));
        await StartMarked("-b", (Number, "Int", "2"), (Prose, "Text", "\"quick brown fox\""));
        await StartMarked(
            "-c", (Moment, "Datetime", "\"2026-01-02T03:04:05Z\""), (Keywords, "KeywordList", "[\"x\",\"y\"]"));

        await Scene.Finds($"{Number} = 1", "-a");
        await Scene.Finds($"{Number} > 1", "-b");
        await Scene.Finds($"{Number} BETWEEN 1 AND 2", "-a", "-b");
        await Scene.Finds($"{Number} IN (1, 2)", "-a", "-b");
        await Scene.Finds($"{Number} IS NULL", "-c");
        await Scene.Finds($"{Fraction} >= 1.5", "-a");
        await Scene.Finds($"{Flag} = true", "-a");
        await Scene.Finds($"{Prose} = 'brown'", "-b");
        await Scene.Finds($"{Moment} > '2026-01-01T00:00:00Z'", "-c");
        await Scene.Finds($"{Keywords} = 'y'", "-c");
        await Scene.Finds($"{Keywords} IN ('x', 'z')", "-c");
    }

    [Scenario]
    public async Task M167_UpsertAndUnset_ShowInLists()
    {
        await Scene.Start(r => r.SearchAttributes = Scene.Mark());
        await Scene.RunTask(Upsert((Number, Scene.Attribute("Int", "7"))));
        await Scene.Finds($"{Number} = 7", "");
        await Scene.Signal("go");
        await Scene.RunTask(Upsert((Number, new() { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("binary/null") } })));
        await Scene.Finds($"{Number} IS NULL", "");
        await Scene.HistoryIs($$"""
            {{FirstTask}} UpsertWorkflowSearchAttributes{searchAttributes.indexedFields.ConfInt='json/plain 7'} Signaled {{WorkflowTask}}
            UpsertWorkflowSearchAttributes
            """);
    }

    [Scenario]
    public async Task M168_UndefinedAttributeAtStart_IsRefused()
        => await Scene.Refused(
            GrpcCode.InvalidArgument,
            () => Scene.Start(r => r.SearchAttributes = new() { IndexedFields = { ["NotDefined"] = Json.Payload("1") } }));

    [Scenario]
    public async Task M169_WrongTypeAtStart_IsRefused()
        => await Scene.Refused(
            GrpcCode.InvalidArgument,
            () => Scene.Start(r => r.SearchAttributes = new() { IndexedFields = { [Number] = Json.Payload("\"text\"") } }));

    [Scenario]
    public async Task M170_Count_WithAndWithoutGroups()
    {
        await StartMarked("-a");
        await StartMarked("-b");
        var c = await StartMarked("-c");
        await c.RunTask(Commands.CompleteWorkflow());
        await Scene.Finds("ExecutionStatus = 'Completed'", "-c");
        await Scene.Finds("ExecutionStatus = 'Running'", "-a", "-b");
        Assert.Equal(3, (await Scene.Count()).Count);
        var grouped = await Scene.Count("GROUP BY ExecutionStatus");
        Assert.Equal(
            [("\"Completed\"", 1L), ("\"Running\"", 2L)],
            grouped.Groups.Select(g => (Assert.Single(g.GroupValues).Data.ToStringUtf8(), g.Count)).Order());
    }

    [Scenario]
    public async Task M171_OrderAndPages_CoverAllOnce()
    {
        var started = new List<Scene>();
        foreach (var suffix in new[] { "-1", "-2", "-3", "-4", "-5" })
        {
            started.Add(await StartMarked(suffix));
        }

        await started[1].Terminate();
        await started[3].Terminate();

        await Scene.Finds("CloseTime IS NOT NULL", "-2", "-4");
        await Scene.Finds("CloseTime IS NULL", "-1", "-3", "-5");
        var seen = new List<string>();
        var token = ByteString.Empty;
        do
        {
            var page = await Scene.ListPage("", token, pageSize: 2);
            seen.AddRange(page.Executions.Select(e => e.Execution.WorkflowId[Scene.Id.Length..]));
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        // Open runs first, newest first; then closed ones, last closed first.
        Assert.Equal(["-5", "-3", "-1", "-4", "-2"], seen);
    }

    [Scenario]
    public async Task M172_Memo_ShowsInListAndDescribe()
    {
        await Scene.Start(r =>
        {
            r.SearchAttributes = Scene.Mark();
            r.Memo = new() { Fields = { ["start"] = Json.Payload("1") } };
        });
        await Scene.RunTask(new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = new() { Fields = { ["later"] = Json.Payload("2") } } },
        });
        await Scene.HistoryIs($"{FirstTask} WorkflowPropertiesModified{{upsertedMemo.fields.later='json/plain 2'}}");
        Scene.Has(await Scene.Describe(), """
            workflowExecutionInfo.memo.fields.start='json/plain 1', workflowExecutionInfo.memo.fields.later='json/plain 2'
            """);
        await Scene.Until(async () => (await Scene.List()) is [{ Memo.Fields.Count: 2 }]);
    }

    [Scenario]
    public async Task M173_ChangeVersions_AreSearchable()
    {
        await Scene.Start(r => r.SearchAttributes = Scene.Mark());
        await Scene.RunTask(Upsert(("TemporalChangeVersion", Scene.Attribute("KeywordList", "[\"my-patch\"]"))));
        await Scene.Finds("TemporalChangeVersion = 'my-patch'", "");
    }

    [Scenario]
    public async Task M174_UnsupportedQueries_AreRefused()
    {
        foreach (var query in new[]
        {
            "ExecutionStatus = 'Running' ORDER BY StartTime", "NoSuchName = 1", $"{Number} = 'abc'", "ExecutionStatus = 'Nope'",
            "WorkflowType LIKE 'w%'", "WorkflowType = ", $"{Number} STARTS_WITH '1'",
        })
        {
            var error = await Scene.Refused(
                GrpcCode.InvalidArgument,
                () => Scene.Call<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(
                    "ListWorkflowExecutions", new() { Namespace = Scene.Namespace, Query = query }));
            Assert.StartsWith("invalid query: ", error.Text, StringComparison.Ordinal);
        }
    }

    [Scenario]
    public async Task M176_ContinueAsNewChain_IsOneRecordPerRun()
    {
        await Scene.Start(r => r.SearchAttributes = Scene.Mark());
        var command = Commands.ContinueAsNew(Scene);
        command.ContinueAsNewWorkflowExecutionCommandAttributes.SearchAttributes = Scene.Mark();
        await Scene.RunTask(command);
        await Scene.Finds("", "", "");
        await Scene.Finds("ExecutionStatus = 'ContinuedAsNew'", "");
        await Scene.Finds("ExecutionStatus = 'Running'", "");
    }

    [Scenario]
    public async Task M175_AttributesOfANamespace_AreAddedListedAndRemoved()
    {
        const string Name = "ConfAddedLater";
        await AddAttribute(Name);
        await Scene.Until(async () => (await Attributes()).CustomAttributes.ContainsKey(Name));
        await AddAttribute(Name);
        Assert.Equal(IndexedValueType.Keyword, (await Attributes()).CustomAttributes[Name]);
        Assert.Equal(IndexedValueType.Keyword, (await Attributes()).SystemAttributes["WorkflowId"]);
        await Operator<RemoveSearchAttributesRequest, RemoveSearchAttributesResponse>(
            "RemoveSearchAttributes", new() { Namespace = Scene.Namespace, SearchAttributes = { Name } });
        await Scene.Until(async () => !(await Attributes()).CustomAttributes.ContainsKey(Name));
    }

    [Scenario]
    public async Task M175_AttributesOfTheSystem_AreTheSame()
    {
        var told = Scene.Transcript();
        var known = (await Attributes()).SystemAttributes.OrderBy(a => a.Key, StringComparer.Ordinal);
        foreach (var (name, type) in known) told.Note($"{name} {type}");
        told.IsRecorded();
    }

    private Task AddAttribute(string name) => Operator<AddSearchAttributesRequest, AddSearchAttributesResponse>(
        "AddSearchAttributes", new() { Namespace = Scene.Namespace, SearchAttributes = { [name] = IndexedValueType.Keyword } });

    private Task<ListSearchAttributesResponse> Attributes()
        => Operator<ListSearchAttributesRequest, ListSearchAttributesResponse>("ListSearchAttributes", new() { Namespace = Scene.Namespace });

    private async Task<TResponse> Operator<TRequest, TResponse>(string method, TRequest request)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>, new()
    {
        using var client = new WireClient(Scene.Address);
        return await client.CallServiceAsync<TRequest, TResponse>(
            "temporal.api.operatorservice.v1.OperatorService", method, request, TimeSpan.FromSeconds(30), Cancellation);
    }

    private async Task<Scene> StartMarked(string suffix, params (string Name, string Type, string Json)[] attributes)
    {
        var started = Own(Scene.Beside(suffix, suffix));
        await started.Start(r =>
        {
            r.SearchAttributes = Scene.Mark();
            foreach (var (name, type, json) in attributes)
            {
                r.SearchAttributes.IndexedFields.Add(name, Scene.Attribute(type, json));
            }
        });
        return started;
    }

    private static Command Upsert(params (string Name, Payload Value)[] attributes)
    {
        var fields = new SearchAttributes();
        foreach (var (name, value) in attributes)
        {
            fields.IndexedFields.Add(name, value);
        }

        return new()
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = fields },
        };
    }

    public sealed class OnDevService() : VisibilityScenarios(ServiceKind.Dev);

    [RequiresRealService]
    public sealed class OnRealService() : VisibilityScenarios(ServiceKind.Real);
}
