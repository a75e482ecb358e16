using Temporalio.Api.WorkflowService.V1;
using Temporalio.Conformance.Wire;

namespace Temporalio.Conformance.Services;

/// <summary>Waits until a service answers for the default namespace.</summary>
public static class ServiceReadiness
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Between two looks at a process of its own: nothing announces that its namespace answers.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Polls until the namespace and the task queues answer; <paramref name="hasStopped"/> ends the wait with an error.</summary>
    public static async Task WaitAsync(string address, Func<bool> hasStopped)
    {
        using var client = new WireClient(address);
        var end = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                await client.CallAsync<DescribeNamespaceRequest, DescribeNamespaceResponse>(
                    "DescribeNamespace", new() { Namespace = "default" }, TimeSpan.FromSeconds(5));
                await client.CallAsync<ListWorkflowExecutionsRequest, ListWorkflowExecutionsResponse>(
                    "ListWorkflowExecutions", new() { Namespace = "default" }, TimeSpan.FromSeconds(5));
                return;
            }
            catch (Exception e) when (e is HttpRequestException or WireException or InvalidDataException && DateTime.UtcNow < end)
            {
                if (hasStopped())
                {
                    throw new InvalidOperationException("The service ended before it was ready.", e);
                }

                await Task.Delay(LookAgain);
            }
        }
    }
}
