using Temporalio.Api.Schedule.V1;

namespace Temporalio.DevServer.Schedules;

/// <summary>Calendars in the form that all others are turned into: lists of ranges.</summary>
internal static class StructuredCalendars
{
    private const int LongestComment = 200;

    public static StructuredCalendarSpec From(CalendarSpec calendar)
    {
        CheckComment(calendar.Comment);
        return new StructuredCalendarSpec
        {
            Second = { CalendarField.Second.Read(calendar.Second) },
            Minute = { CalendarField.Minute.Read(calendar.Minute) },
            Hour = { CalendarField.Hour.Read(calendar.Hour) },
            DayOfMonth = { CalendarField.DayOfMonth.Read(calendar.DayOfMonth) },
            Month = { CalendarField.Month.Read(calendar.Month) },
            Year = { CalendarField.Year.Read(calendar.Year) },
            DayOfWeek = { CalendarField.DayOfWeek.Read(calendar.DayOfWeek) },
            Comment = calendar.Comment,
        };
    }

    public static StructuredCalendarSpec Normalised(StructuredCalendarSpec calendar)
    {
        CheckComment(calendar.Comment);
        return new StructuredCalendarSpec
        {
            Second = { CalendarField.Second.Normalise(calendar.Second) },
            Minute = { CalendarField.Minute.Normalise(calendar.Minute) },
            Hour = { CalendarField.Hour.Normalise(calendar.Hour) },
            DayOfMonth = { CalendarField.DayOfMonth.Normalise(calendar.DayOfMonth) },
            Month = { CalendarField.Month.Normalise(calendar.Month) },
            Year = { CalendarField.Year.Normalise(calendar.Year) },
            DayOfWeek = { CalendarField.DayOfWeek.Normalise(calendar.DayOfWeek) },
            Comment = calendar.Comment,
        };
    }

    private static void CheckComment(string comment)
    {
        if (comment.Length > LongestComment) throw CalendarField.Invalid("comment is too long");
    }
}
