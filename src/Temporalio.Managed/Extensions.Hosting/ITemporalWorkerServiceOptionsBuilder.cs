using Microsoft.Extensions.DependencyInjection;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures a hosted worker.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Gets the task queue.</summary>
    string TaskQueue { get; }

    /// <summary>Gets the build id, if the worker is versioned by build ids.</summary>
    string? BuildId { get; }

    /// <summary>Gets the deployment, if the worker is versioned by deployments.</summary>
    WorkerDeploymentOptions? DeploymentOptions { get; }

    /// <summary>Gets the services.</summary>
    IServiceCollection Services { get; }
}
