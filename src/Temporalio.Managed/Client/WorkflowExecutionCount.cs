using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>How many workflows a query finds.</summary>
[SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "The official type nests its groups.")]
public class WorkflowExecutionCount
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowExecutionCount"/> class.</summary>
    /// <param name="raw">What the service said.</param>
    protected internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(g => new AggregationGroup(g))];
    }

    /// <summary>Gets the number; approximate if the service counts so.</summary>
    public long Count { get; private init; }

    /// <summary>Gets the groups of a query with GROUP BY.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; private init; }

    private static object ReadValue(Payload payload) =>
        SearchAttributePayload.Decode("group", payload) is { } typed
            ? typed.Value
            : JsonSerializer.Deserialize<object>(payload.Data.Span) ?? string.Empty;

    /// <summary>One group of a count.</summary>
    public class AggregationGroup
    {
        /// <summary>Initializes a new instance of the <see cref="AggregationGroup"/> class.</summary>
        /// <param name="raw">What the service said.</param>
        protected internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(ReadValue)];
        }

        /// <summary>Gets the number in the group.</summary>
        public long Count { get; private init; }

        /// <summary>Gets the values that the group has in common.</summary>
        public IReadOnlyCollection<object> GroupValues { get; private init; }
    }
}
