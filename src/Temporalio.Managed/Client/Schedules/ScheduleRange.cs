namespace Temporalio.Client.Schedules;

/// <summary>Numbers from a start to an end, both included, by steps.</summary>
/// <param name="Start">First.</param>
/// <param name="End">Last; if it is less than the first it is taken for the first.</param>
/// <param name="Step">Step; 0 is taken for 1.</param>
public record ScheduleRange(int Start, int End, int Step)
{
    /// <summary>The number zero.</summary>
    public static readonly ScheduleRange Zero = new(0);

    /// <summary>Initializes a new instance of the <see cref="ScheduleRange"/> class with one number.</summary>
    /// <param name="start">The number.</param>
    public ScheduleRange(int start)
        : this(start, 0, 0)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ScheduleRange"/> class by steps of one.</summary>
    /// <param name="start">First.</param>
    /// <param name="end">Last.</param>
    public ScheduleRange(int start, int end)
        : this(start, end, 0)
    {
    }
}
