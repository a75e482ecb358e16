namespace Temporalio.Worker.Execution;

/// <summary>Notices work that workflow code hands to another scheduler.</summary>
internal static class SchedulerGuard
{
    [ThreadStatic]
    private static int disabled;

    public static bool IsDisabled => disabled > 0;

    public static T Without<T>(Func<T> function)
    {
        disabled++;
        try
        {
            return function();
        }
        finally
        {
            disabled--;
        }
    }
}
