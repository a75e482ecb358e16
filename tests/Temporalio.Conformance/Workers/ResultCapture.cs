using Temporalio.Worker.Interceptors;

namespace Temporalio.Conformance.Workers;

/// <summary>Keeps what the run method returned, live or on replay.</summary>
public sealed class ResultCapture : IWorkerInterceptor
{
    public object? Result { get; private set; }

    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => new Inbound(this, nextInterceptor);

    private sealed class Inbound(ResultCapture capture, WorkflowInboundInterceptor next) : WorkflowInboundInterceptor(next)
    {
        public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
            => capture.Result = await Next.ExecuteWorkflowAsync(input);
    }
}
