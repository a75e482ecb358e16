using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Temporalio.Extensions.Hosting;

/// <summary>Gives workflows and activities to a hosted worker.</summary>
public static class TemporalWorkerServiceOptionsBuilderExtensions
{
    /// <summary>Adds the activities of a service of which there is one.</summary>
    /// <typeparam name="T">Type of the service; it is registered if it is not yet.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddSingletonActivities(typeof(T));

    /// <summary>Adds the activities of a service of which there is one.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">Type of the service; it is registered if it is not yet.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddSingleton(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Adds the activities of a service of which there is one for each run of an activity.</summary>
    /// <typeparam name="T">Type of the service; it is registered if it is not yet.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddScopedActivities(typeof(T));

    /// <summary>Adds the activities of a service of which there is one for each run of an activity.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">Type of the service; it is registered if it is not yet.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddScoped(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Adds the activities of a service that is made anew each time it is asked for.</summary>
    /// <typeparam name="T">Type of the service; it is registered if it is not yet.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddTransientActivities(typeof(T));

    /// <summary>Adds the activities of a service that is made anew each time it is asked for.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">Type of the service; it is registered if it is not yet.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.Services.TryAddTransient(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Adds the static activities of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddStaticActivities(typeof(T));

    /// <summary>Adds the static activities of a type.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">The type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.AddAllActivities(type, null));

    /// <summary>Adds the activities of an object.</summary>
    /// <typeparam name="T">Type of the object.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <param name="instance">The object.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance<T>(this ITemporalWorkerServiceOptionsBuilder builder, T? instance) =>
        builder.ConfigureOptions(options => options.AddAllActivities(instance));

    /// <summary>Adds the activities of an object.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">Type of the object.</param>
    /// <param name="instance">The object.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type, object instance) =>
        builder.ConfigureOptions(options => options.AddAllActivities(type, instance));

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">Type of the workflow.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">Type of the workflow.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow(this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.AddWorkflow(type));

    /// <summary>Gets the builder of the worker's options.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="disallowDuplicates">Whether it is an error that this worker has options already.</param>
    /// <returns>The options builder.</returns>
    /// <exception cref="InvalidOperationException">The worker has options already.</exception>
    public static OptionsBuilder<TemporalWorkerServiceOptions> ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder, bool disallowDuplicates = false)
    {
        var name = HostedWorkerName.Of(builder);
        if (disallowDuplicates && builder.Services.Any(s =>
            !s.IsKeyedService && s.ImplementationInstance is ConfigureNamedOptions<TemporalWorkerServiceOptions> known && known.Name == name))
        {
            throw new InvalidOperationException(
                $"Worker service for task queue '{builder.TaskQueue}' and version '{VersionOf(builder)}' already on collection");
        }

        return builder.Services.AddOptions<TemporalWorkerServiceOptions>(name);
    }

    /// <summary>Configures the worker's options.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="configure">What to do with the options.</param>
    /// <param name="disallowDuplicates">Whether it is an error that this worker has options already.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">The worker has options already.</exception>
    public static ITemporalWorkerServiceOptionsBuilder ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder, Action<TemporalWorkerServiceOptions> configure, bool disallowDuplicates = false)
    {
        builder.ConfigureOptions(disallowDuplicates).Configure(configure);
        return builder;
    }

    /// <summary>Adds the activities of a service that is registered already.</summary>
    /// <typeparam name="T">Type of the service.</typeparam>
    /// <param name="builder">Builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ApplyTemporalActivities<T>(this ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.ApplyTemporalActivities(typeof(T));

    /// <summary>Adds the activities of a service that is registered already.</summary>
    /// <param name="builder">Builder.</param>
    /// <param name="type">Type of the service.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ApplyTemporalActivities(this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.ConfigureOptions().PostConfigure<IServiceProvider>((options, provider) =>
        {
            foreach (var definition in provider.CreateTemporalActivityDefinitions(type))
                options.AddActivity(definition);
        });
        return builder;
    }

    private static string VersionOf(ITemporalWorkerServiceOptionsBuilder builder) =>
        builder.DeploymentOptions?.Version?.ToCanonicalString() ?? builder.BuildId ?? "<unset>";
}
