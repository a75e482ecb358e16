using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Tests.Support;

namespace Temporalio.DevServer.Tests.Visibility;

/// <summary>The query language finds what it says.</summary>
public sealed class VisibilityQueryTests : IAsyncLifetime, IDisposable
{
    private DevService service = null!;
    private RpcClient client = null!;

    public async Task InitializeAsync()
    {
        service = await DevService.StartAsync(new DevServiceOptions
        {
            SearchAttributes = new Dictionary<string, string> { ["Shot"] = "Keyword", ["Take"] = "Int", ["Score"] = "Double", ["Final"] = "Bool", ["Due"] = "Datetime", ["Note"] = "Text", ["Tags"] = "KeywordList" },
        });
        client = new RpcClient(service.Address);
        var actor = new Actor(client);
        await StartAsync(actor, "a", ("Shot", "\"s1\""), ("Take", "1"), ("Score", "0.25"), ("Final", "false"), ("Due", "\"2030-01-01T00:00:00Z\""), ("Note", "\"Rain at night\""), ("Tags", "[\"x\",\"y\"]"));
        await StartAsync(actor, "b", ("Shot", "\"s2\""), ("Take", "2"), ("Score", "0.75"), ("Final", "true"), ("Due", "\"2031-01-01T00:00:00Z\""), ("Note", "\"Sunny day\""), ("Tags", "[\"y\"]"));
        await StartAsync(actor, "c");
        await actor.TerminateAsync("c");
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Theory]
    [InlineData("", "b a c")]
    [InlineData("WorkflowId = 'a'", "a")]
    [InlineData("WorkflowId != 'a'", "b c")]
    [InlineData("ExecutionStatus = 'Running'", "b a")]
    [InlineData("ExecutionStatus IN ('Terminated', 'Failed')", "c")]
    [InlineData("ExecutionStatus = 5", "c")]
    [InlineData("CloseTime IS NULL", "b a")]
    [InlineData("CloseTime IS NOT NULL", "c")]
    [InlineData("Shot = 's1' OR Shot = 's2' AND Take = 7", "a")]
    [InlineData("(Shot = 's1' OR Shot = 's2') AND NOT Take = 1", "b")]
    [InlineData("Shot STARTS_WITH 's'", "b a")]
    [InlineData("Shot NOT STARTS_WITH 's1'", "b")]
    [InlineData("Shot IS NULL", "c")]
    [InlineData("Take BETWEEN 2 AND 9", "b")]
    [InlineData("Take NOT BETWEEN 2 AND 9", "a")]
    [InlineData("Take >= 1 AND Take < 2", "a")]
    [InlineData("Score > 0.5", "b")]
    [InlineData("Final = true", "b")]
    [InlineData("Due < '2030-06-01T00:00:00Z'", "a")]
    [InlineData("Note = 'night'", "a")]
    [InlineData("Note != 'night'", "b c")]
    [InlineData("Tags = 'x'", "a")]
    [InlineData("Tags IN ('x', 'y')", "b a")]
    [InlineData("`Shot` = \"s2\"", "b")]
    [InlineData("StartTime > '2020-01-01T00:00:00Z'", "b a c")]
    [InlineData("WorkflowType = 'wf' AND TaskQueue = 'q'", "b a c")]
    [InlineData("Shot = 'it''s'", "")]
    public async Task List_Query_FindsExactly(string query, string expected) => Assert.Equal(expected, string.Join(' ', await ListAsync(query)));

    [Theory]
    [InlineData("Nothing = 1", "invalid query: invalid search attribute: Nothing")]
    [InlineData("Take = 'abc'", "invalid query: invalid expression: invalid value type for search attribute Take of type Int: \"abc\" (type: string)")]
    [InlineData("ExecutionStatus = 'Nope'", "invalid query: invalid expression: invalid ExecutionStatus value 'Nope'")]
    [InlineData("Shot LIKE 's%'", "invalid query: operation is not supported")]
    [InlineData("Note > 'a'", "invalid query: operation is not supported")]
    [InlineData("Shot = 's1' ORDER BY StartTime", "invalid query: operation is not supported: 'ORDER BY' clause")]
    [InlineData("Shot = ", "invalid query: malformed SQL query: syntax error at position")]
    [InlineData("(Shot = 's1'", "invalid query: malformed SQL query: syntax error at position")]
    [InlineData("Shot = 's1", "invalid query: malformed SQL query: syntax error at position")]
    public async Task List_BadQuery_SaysWhatIsWrong(string query, string expected)
    {
        var failure = await Assert.ThrowsAsync<RpcFailure>(() => ListAsync(query));
        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.StartsWith(expected, failure.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_SmallPages_CoverEverythingOnce()
    {
        var found = new List<string>();
        var request = new ListWorkflowExecutionsRequest { Namespace = "default", PageSize = 1 };
        do
        {
            var page = await client.CallAsync<ListWorkflowExecutionsResponse>(request);
            found.AddRange(page.Executions.Select(e => e.Execution.WorkflowId));
            request.NextPageToken = page.NextPageToken;
        }
        while (!request.NextPageToken.IsEmpty);
        Assert.Equal(["b", "a", "c"], found);
    }

    [Fact]
    public async Task Count_GroupedByStatus_AddsUp()
    {
        var counted = await client.CallAsync<CountWorkflowExecutionsResponse>(new CountWorkflowExecutionsRequest { Namespace = "default", Query = "GROUP BY ExecutionStatus" });
        Assert.Equal(3, counted.Count);
        Assert.Equal(["\"Running\" 2", "\"Terminated\" 1"], counted.Groups.Select(g => $"{g.GroupValues[0].Data.ToStringUtf8()} {g.Count}"));
    }

    private static async Task StartAsync(Actor actor, string id, params (string Name, string Json)[] attributes) => await actor.StartAsync(id, "q", r =>
    {
        r.SearchAttributes = new();
        foreach (var (name, json) in attributes) r.SearchAttributes.IndexedFields[name] = Make.Payload(json);
    });

    private async Task<IEnumerable<string>> ListAsync(string query) =>
        (await client.CallAsync<ListWorkflowExecutionsResponse>(new ListWorkflowExecutionsRequest { Namespace = "default", Query = query })).Executions.Select(e => e.Execution.WorkflowId);
}
