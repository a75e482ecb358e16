using Google.Protobuf.WellKnownTypes;
using Proto = Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Times, policies and states of schedules as messages and back.</summary>
internal static class ScheduleMessages
{
    public static Proto.ScheduleSpec ToProto(ScheduleSpec spec) => new()
    {
        StructuredCalendar = { spec.Calendars.Select(ToProto) },
        CronString = { spec.CronExpressions },
        Interval = { spec.Intervals.Select(ToProto) },
        ExcludeStructuredCalendar = { spec.Skip.Select(ToProto) },
        StartTime = ToProto(spec.StartAt),
        EndTime = ToProto(spec.EndAt),
        Jitter = ToProto(spec.Jitter),
        TimezoneName = spec.TimeZoneName ?? string.Empty,
    };

    public static ScheduleSpec FromProto(Proto.ScheduleSpec spec) => new()
    {
        Calendars = [.. spec.StructuredCalendar.Select(FromProto)],
        CronExpressions = [.. spec.CronString],
        Intervals = [.. spec.Interval.Select(i => new ScheduleIntervalSpec(
            i.Interval?.ToTimeSpan() ?? TimeSpan.Zero, i.Phase is { } phase && phase != new Duration() ? phase.ToTimeSpan() : null))],
        Skip = [.. spec.ExcludeStructuredCalendar.Select(FromProto)],
        StartAt = spec.StartTime?.ToDateTime(),
        EndAt = spec.EndTime?.ToDateTime(),
        Jitter = spec.Jitter?.ToTimeSpan(),
        TimeZoneName = spec.TimezoneName.Length == 0 ? null : spec.TimezoneName,
    };

    public static Proto.SchedulePolicies ToProto(SchedulePolicy policy) => new()
    {
        OverlapPolicy = policy.Overlap,
        CatchupWindow = Duration.FromTimeSpan(policy.CatchupWindow),
        PauseOnFailure = policy.PauseOnFailure,
    };

    public static SchedulePolicy FromProto(Proto.SchedulePolicies policy) => new()
    {
        Overlap = policy.OverlapPolicy,
        CatchupWindow = policy.CatchupWindow?.ToTimeSpan() ?? new SchedulePolicy().CatchupWindow,
        PauseOnFailure = policy.PauseOnFailure,
    };

    public static Proto.ScheduleState ToProto(ScheduleState state) => new()
    {
        Notes = state.Note ?? string.Empty,
        Paused = state.Paused,
        LimitedActions = state.LimitedActions,
        RemainingActions = state.RemainingActions,
    };

    public static ScheduleState FromProto(Proto.ScheduleState state) => new()
    {
        Note = state.Notes.Length == 0 ? null : state.Notes,
        Paused = state.Paused,
        LimitedActions = state.LimitedActions,
        RemainingActions = state.RemainingActions,
    };

    public static Proto.BackfillRequest ToProto(ScheduleBackfill backfill) => new()
    {
        StartTime = ToProto(backfill.StartAt),
        EndTime = ToProto(backfill.EndAt),
        OverlapPolicy = backfill.Overlap,
    };

    public static Duration? ToProto(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    private static Timestamp? ToProto(DateTime? instant) => instant is { } value ? Timestamp.FromDateTime(value.ToUniversalTime()) : null;

    private static Proto.IntervalSpec ToProto(ScheduleIntervalSpec interval) => new()
    {
        Interval = Duration.FromTimeSpan(interval.Every),
        Phase = ToProto(interval.Offset),
    };

    private static Proto.StructuredCalendarSpec ToProto(ScheduleCalendarSpec calendar) => new()
    {
        Second = { calendar.Second.Select(ToProto) },
        Minute = { calendar.Minute.Select(ToProto) },
        Hour = { calendar.Hour.Select(ToProto) },
        DayOfMonth = { calendar.DayOfMonth.Select(ToProto) },
        Month = { calendar.Month.Select(ToProto) },
        Year = { calendar.Year.Select(ToProto) },
        DayOfWeek = { calendar.DayOfWeek.Select(ToProto) },
        Comment = calendar.Comment ?? string.Empty,
    };

    private static ScheduleCalendarSpec FromProto(Proto.StructuredCalendarSpec calendar) => new()
    {
        Second = [.. calendar.Second.Select(FromProto)],
        Minute = [.. calendar.Minute.Select(FromProto)],
        Hour = [.. calendar.Hour.Select(FromProto)],
        DayOfMonth = [.. calendar.DayOfMonth.Select(FromProto)],
        Month = [.. calendar.Month.Select(FromProto)],
        Year = [.. calendar.Year.Select(FromProto)],
        DayOfWeek = [.. calendar.DayOfWeek.Select(FromProto)],
        Comment = calendar.Comment.Length == 0 ? null : calendar.Comment,
    };

    private static Proto.Range ToProto(ScheduleRange range) => new() { Start = range.Start, End = range.End, Step = range.Step };

    private static ScheduleRange FromProto(Proto.Range range) => new(range.Start, range.End, range.Step);
}
