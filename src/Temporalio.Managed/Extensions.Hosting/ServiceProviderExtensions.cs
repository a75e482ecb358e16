using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

/// <summary>Makes activities out of the methods of services.</summary>
public static class ServiceProviderExtensions
{
    /// <summary>Makes an activity of each method with the attribute.</summary>
    /// <typeparam name="T">Type of the service.</typeparam>
    /// <param name="provider">Services.</param>
    /// <returns>The activities.</returns>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions<T>(this IServiceProvider provider) =>
        provider.CreateTemporalActivityDefinitions(typeof(T));

    /// <summary>Makes an activity of each method with the attribute.</summary>
    /// <param name="provider">Services.</param>
    /// <param name="type">Type of the service.</param>
    /// <returns>The activities.</returns>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    public static IReadOnlyCollection<ActivityDefinition> CreateTemporalActivityDefinitions(this IServiceProvider provider, Type type)
    {
        const BindingFlags flags = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        var inherited = type.IsInterface ? type.GetInterfaces() : [];
        var definitions = inherited.Prepend(type)
            .SelectMany(t => t.GetMethods(flags))
            .Where(m => m.IsDefined(typeof(ActivityAttribute), false))
            .Select(m => provider.CreateTemporalActivityDefinition(type, m))
            .ToArray();
        return definitions.Length > 0
            ? definitions
            : throw new ArgumentException($"No activities found on {type}", nameof(type));
    }

    /// <summary>Makes an activity of a method.</summary>
    /// <param name="provider">Services.</param>
    /// <param name="instanceType">Type of the service; a scope and an instance of it are made for each run of the activity.</param>
    /// <param name="method">Method with the attribute.</param>
    /// <returns>The activity.</returns>
    public static ActivityDefinition CreateTemporalActivityDefinition(this IServiceProvider provider, Type instanceType, MethodInfo method) =>
        ActivityDefinition.Create(method, args => RunAsync(provider, instanceType, method, args));

    private static async Task<object?> RunAsync(IServiceProvider provider, Type instanceType, MethodInfo method, object?[] args)
    {
        AsyncServiceScope? own = null;
        try
        {
            if (ActivityScope.ServiceScope == null)
            {
                own = provider.CreateAsyncScope();
                ActivityScope.ServiceScope = own.Value;
            }

            var instance = method.IsStatic
                ? null
                : ActivityScope.ScopedInstance ?? ActivityScope.ServiceScope.ServiceProvider.GetRequiredService(instanceType);
            var returned = method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, args, null);

            // The scope must live until the activity has ended.
            if (returned is not Task task)
                return returned;
            await task;
            return method.ReturnType.IsGenericType ? task.GetType().GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
        }
        finally
        {
            if (own is { } scope)
            {
                ActivityScope.ServiceScope = null;
                await scope.DisposeAsync();
            }
        }
    }
}
