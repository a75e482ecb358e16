using Microsoft.Extensions.Logging;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Machines;
using Temporalio.Workflows;

namespace Temporalio.Worker.Execution;

/// <summary>What a run needs besides its history.</summary>
internal sealed record WorkflowInstanceOptions(
    RunMachine Machine,
    WorkflowDefinition Definition,
    InitializeJob Start,
    string Namespace,
    string TaskQueue,
    string RunId,
    DataConverter DataConverter,
    IReadOnlyCollection<IWorkerInterceptor> Interceptors,
    ILoggerFactory LoggerFactory,
    IReadOnlyCollection<Type> FailureExceptionTypes,
    Func<PatchActivationInput, bool>? PatchActivationCallback,
    WorkflowStackTrace StackTrace,
    bool GuardsScheduler,
    Func<Common.MetricMeter> MetricMeter,
    string BuildId,
    Common.WorkerDeploymentVersion? DeploymentVersion);
