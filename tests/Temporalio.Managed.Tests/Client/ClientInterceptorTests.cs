using Temporalio.Client;
using Temporalio.Client.Interceptors;
using Temporalio.Tests.Service;

namespace Temporalio.Tests.Client;

[Collection(ServiceCollection.Name)]
public class ClientInterceptorTests(TemporalService service)
{
    [ServiceFact]
    public async Task Interceptors_TwoOfThem_RunInOrderAndMayChangeInputs()
    {
        var calls = new List<string>();
        var client = new TemporalClient(service.Client.Connection, new()
        {
            Interceptors = [new Recorder("outer", calls), new Recorder("inner", calls)],
        });
        var handle = await client.StartWorkflowAsync("Film", [], new($"workflow-{Guid.NewGuid()}", "queue"));
        await handle.SignalAsync("go", []);
        Assert.Equal(["outer start Film", "inner start Film+", "outer signal go", "inner signal go"], calls);
        Assert.Equal("Film++", (await handle.DescribeAsync()).WorkflowType);
    }

    private sealed class Recorder(string name, List<string> calls) : IClientInterceptor
    {
        public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(name, calls, nextInterceptor);

        private sealed class Outbound(string name, List<string> calls, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
        {
            public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(StartWorkflowInput input)
            {
                calls.Add($"{name} start {input.Workflow}");
                return base.StartWorkflowAsync<TWorkflow, TResult>(input with { Workflow = input.Workflow + "+" });
            }

            public override Task SignalWorkflowAsync(SignalWorkflowInput input)
            {
                calls.Add($"{name} signal {input.Signal}");
                return base.SignalWorkflowAsync(input);
            }
        }
    }
}
