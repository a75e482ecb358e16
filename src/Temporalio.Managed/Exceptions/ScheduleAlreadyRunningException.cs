namespace Temporalio.Exceptions;

/// <summary>A schedule with this id exists already.</summary>
public class ScheduleAlreadyRunningException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ScheduleAlreadyRunningException"/> class.</summary>
    public ScheduleAlreadyRunningException()
        : base("Schedule already running")
    {
    }
}
