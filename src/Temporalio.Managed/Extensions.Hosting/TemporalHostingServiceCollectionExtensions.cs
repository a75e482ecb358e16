using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Worker;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds clients and workers to the services of a host.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>Adds a worker with a client of its own.</summary>
    /// <param name="services">Services.</param>
    /// <param name="clientTargetHost">Host and port of the service.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <param name="taskQueue">Task queue.</param>
    /// <param name="buildId">Build id.</param>
    /// <returns>Builder of the worker.</returns>
    /// <exception cref="InvalidOperationException">There is such a worker already.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string clientTargetHost, string clientNamespace, string taskQueue, string buildId) =>
        services.AddHostedTemporalWorker(taskQueue, buildId).WithClient(clientTargetHost, clientNamespace);

    /// <summary>Adds a worker that uses the <see cref="ITemporalClient"/> of the services.</summary>
    /// <param name="services">Services.</param>
    /// <param name="taskQueue">Task queue.</param>
    /// <param name="buildId">Build id.</param>
    /// <returns>Builder of the worker.</returns>
    /// <exception cref="InvalidOperationException">There is such a worker already.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string taskQueue, string buildId) =>
        Add(new TemporalWorkerServiceOptionsBuilder(taskQueue, buildId, services));

    /// <summary>Adds a worker with a client of its own.</summary>
    /// <param name="services">Services.</param>
    /// <param name="clientTargetHost">Host and port of the service.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <param name="taskQueue">Task queue.</param>
    /// <param name="deploymentOptions">Deployment, if the worker is versioned.</param>
    /// <returns>Builder of the worker.</returns>
    /// <exception cref="InvalidOperationException">There is such a worker already.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services,
        string clientTargetHost,
        string clientNamespace,
        string taskQueue,
        WorkerDeploymentOptions? deploymentOptions = null) =>
        services.AddHostedTemporalWorker(taskQueue, deploymentOptions).WithClient(clientTargetHost, clientNamespace);

    /// <summary>Adds a worker that uses the <see cref="ITemporalClient"/> of the services.</summary>
    /// <param name="services">Services.</param>
    /// <param name="taskQueue">Task queue.</param>
    /// <param name="deploymentOptions">Deployment, if the worker is versioned.</param>
    /// <returns>Builder of the worker.</returns>
    /// <exception cref="InvalidOperationException">There is such a worker already.</exception>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string taskQueue, WorkerDeploymentOptions? deploymentOptions = null) =>
        Add(new TemporalWorkerServiceOptionsBuilder(taskQueue, deploymentOptions, services));

    /// <summary>Adds a client that connects with its first call, unless there is one already.</summary>
    /// <param name="services">Services.</param>
    /// <param name="clientTargetHost">Host and port of the service.</param>
    /// <param name="clientNamespace">Namespace.</param>
    /// <returns>Builder of the client's options.</returns>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string? clientTargetHost = null, string? clientNamespace = null)
    {
        services.TryAddSingleton<ITemporalClient>(provider =>
            TemporalClient.CreateLazy(provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value));
        return services.AddOptions<TemporalClientConnectOptions>()
            .Configure<IServiceProvider>((options, provider) =>
            {
                if (options.LoggerFactory is NullLoggerFactory && provider.GetService<ILoggerFactory>() is { } loggers)
                    options.LoggerFactory = loggers;
                options.TargetHost = clientTargetHost ?? options.TargetHost;
                options.Namespace = clientNamespace ?? options.Namespace;
            });
    }

    /// <summary>Adds a client that connects with its first call, unless there is one already.</summary>
    /// <param name="services">Services.</param>
    /// <param name="configureClient">What to do with the client's options.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTemporalClient(
        this IServiceCollection services, Action<TemporalClientConnectOptions> configureClient)
    {
        services.AddTemporalClient().Configure(configureClient);
        return services;
    }

    private static TemporalWorkerServiceOptionsBuilder Add(TemporalWorkerServiceOptionsBuilder builder)
    {
        builder.ConfigureOptions(
            options =>
            {
                options.TaskQueue = builder.TaskQueue;
                options.BuildId = builder.BuildId;
                options.UseWorkerVersioning = builder.BuildId != null;
                options.DeploymentOptions = builder.DeploymentOptions;
            },
            disallowDuplicates: true);

        // AddHostedService would take all workers for one because they share a type.
        var name = HostedWorkerName.Of(builder);
        builder.Services.AddSingleton<IHostedService>(provider => new TemporalWorkerService(
            provider.GetRequiredService<IOptionsMonitor<TemporalWorkerServiceOptions>>().Get(name),
            provider.GetService<ITemporalClient>(),
            provider.GetService<ILoggerFactory>()));
        return builder;
    }

    private static ITemporalWorkerServiceOptionsBuilder WithClient(
        this ITemporalWorkerServiceOptionsBuilder builder, string targetHost, string clientNamespace) =>
        builder.ConfigureOptions(options => options.ClientOptions = new(targetHost) { Namespace = clientNamespace });
}
