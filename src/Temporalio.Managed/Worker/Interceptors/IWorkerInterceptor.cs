namespace Temporalio.Worker.Interceptors;

/// <summary>Wraps what a worker does. The first interceptor of a list is the outermost.</summary>
public interface IWorkerInterceptor
{
    /// <summary>Wraps the calls into one workflow.</summary>
    WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) => nextInterceptor;

    /// <summary>Wraps the call of one activity.</summary>
    ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) => nextInterceptor;
}
