using Microsoft.Extensions.DependencyInjection;

namespace Temporalio.Extensions.Hosting;

/// <summary>
/// The service scope of the activity that is running. An activity interceptor may set either value before the activity runs:
/// the activity then uses it, and the interceptor disposes of it.
/// </summary>
public static class ActivityScope
{
    private static readonly AsyncLocal<IServiceScope?> ServiceScopeLocal = new();
    private static readonly AsyncLocal<object?> ScopedInstanceLocal = new();

    /// <summary>Gets or sets the service scope. Default: one that lives as long as the activity runs.</summary>
    public static IServiceScope? ServiceScope
    {
        get => ServiceScopeLocal.Value;
        set => ServiceScopeLocal.Value = value;
    }

    /// <summary>Gets or sets the object whose method is the activity. Default: the service of the activity's type.</summary>
    public static object? ScopedInstance
    {
        get => ScopedInstanceLocal.Value;
        set => ScopedInstanceLocal.Value = value;
    }
}
