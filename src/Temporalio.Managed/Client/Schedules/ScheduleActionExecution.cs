namespace Temporalio.Client.Schedules;

/// <summary>Something that a schedule did.</summary>
public abstract record ScheduleActionExecution
{
    private protected ScheduleActionExecution()
    {
    }
}
