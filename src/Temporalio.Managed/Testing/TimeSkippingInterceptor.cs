using Temporalio.Client.Interceptors;

namespace Temporalio.Testing;

/// <summary>Lets the clock of the service skip while someone waits for the result of a workflow.</summary>
internal sealed class TimeSkippingInterceptor(TestService clock, AsyncLocal<bool> switchedOff) : IClientInterceptor
{
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) => new Outbound(clock, switchedOff, nextInterceptor);

    private sealed class Outbound(TestService clock, AsyncLocal<bool> switchedOff, ClientOutboundInterceptor next) : ClientOutboundInterceptor(next)
    {
        public override Task<WorkflowHistoryEventPage> FetchWorkflowHistoryEventPageAsync(FetchWorkflowHistoryEventPageInput input) =>
            !input.WaitNewEvent || switchedOff.Value
                ? base.FetchWorkflowHistoryEventPageAsync(input)
                : clock.SkippingAsync(() => base.FetchWorkflowHistoryEventPageAsync(input));
    }
}
