using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>The end of the inbound chain: calls the workflow's own methods.</summary>
internal sealed class WorkflowInboundRoot(WorkflowInstance instance) : WorkflowInboundInterceptor
{
    public override void Init(WorkflowOutboundInterceptor outbound) => instance.Outbound = outbound;

    public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
        MethodCall.UnwrapAsync(MethodCall.Invoke(input.RunMethod, input.Instance, input.Args), input.RunMethod.ReturnType);

    public override Task HandleSignalAsync(HandleSignalInput input) =>
        (Task)instance.Call(input.Definition.Method, input.Definition.Target, input.Args)!;

    public override object? HandleQuery(HandleQueryInput input) =>
        instance.Call(input.Definition.Method, input.Definition.Target, input.Args);

    public override void ValidateUpdate(HandleUpdateInput input)
    {
        if (input.Definition.ValidatorMethod is { } validator)
            instance.Call(validator, input.Definition.ValidatorTarget, input.Args);
    }

    public override Task<object?> HandleUpdateAsync(HandleUpdateInput input) =>
        MethodCall.UnwrapAsync(
            instance.Call(input.Definition.Method, input.Definition.Target, input.Args), input.Definition.Method.ReturnType);
}
