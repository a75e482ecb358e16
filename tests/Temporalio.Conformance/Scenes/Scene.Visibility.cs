using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Services;

namespace Temporalio.Conformance.Scenes;

/// <content>What lists show. Runs of a scene are marked by a custom attribute with its id.</content>
public sealed partial class Scene
{
    /// <summary>A search attribute payload: the type travels in the metadata as SDKs send it.</summary>
    public static Payload Attribute(string type, string json)
    {
        var payload = Json.Payload(json);
        payload.Metadata.Add("type", ByteString.CopyFromUtf8(type));
        return payload;
    }

    /// <summary>Marks a start request so that <see cref="List"/> finds its run.</summary>
    public SearchAttributes Mark()
        => new() { IndexedFields = { [CustomSearchAttributes.Keyword] = Attribute("Keyword", $"\"{labelled}\"") } };

    /// <summary>Marked runs that also match the query, in the service's order.</summary>
    public async Task<IReadOnlyList<WorkflowExecutionInfo>> List(string query = "")
    {
        var found = new List<WorkflowExecutionInfo>();
        var token = ByteString.Empty;
        do
        {
            var page = await ListPage(query, token);
            found.AddRange(page.Executions);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return found;
    }

    public Task<ListWorkflowExecutionsResponse> ListPage(string query, ByteString token, int pageSize = 100)
        => Call<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(
            "ListWorkflowExecutions",
            new() { Namespace = Namespace, Query = Marked(query), PageSize = pageSize, NextPageToken = token });

    /// <summary>Counts marked runs; the clause may end with a GROUP BY.</summary>
    public Task<CountWorkflowExecutionsResponse> Count(string groupBy = "")
        => Call<CountWorkflowExecutionsRequest, CountWorkflowExecutionsResponse>(
            "CountWorkflowExecutions", new() { Namespace = Namespace, Query = $"{Marked("")} {groupBy}".Trim() });

    /// <summary>Lists are eventually consistent: waits until the query finds exactly these workflow ids, in any order.</summary>
    public async Task Finds(string query, params string[] suffixes)
    {
        var expected = suffixes.Select(s => labelled + s).Order().ToArray();
        IEnumerable<string> found = [];
        var end = DateTime.UtcNow.AddSeconds(60);
        while (DateTime.UtcNow < end)
        {
            found = (await List(query)).Select(e => e.Execution.WorkflowId).Order();
            if (found.SequenceEqual(expected))
            {
                return;
            }

            await Task.Delay(LookAgain, cancellation);
        }

        Assert.Fail($"{query}: expected [{string.Join(' ', expected)}], found [{string.Join(' ', found)}]");
    }

    private string Marked(string query)
    {
        var mark = $"{CustomSearchAttributes.Keyword} = '{labelled}'";
        return query.Length == 0 ? mark : $"{mark} AND ({query})";
    }
}
