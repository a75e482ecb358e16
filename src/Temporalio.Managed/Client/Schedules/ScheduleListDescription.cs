using Temporalio.Api.Schedule.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule as lists show it.</summary>
public class ScheduleListDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    /// <summary>Initializes a new instance of the <see cref="ScheduleListDescription"/> class.</summary>
    /// <param name="rawEntry">What the service said.</param>
    /// <param name="dataConverter">Converter of the memo.</param>
    protected internal ScheduleListDescription(ScheduleListEntry rawEntry, DataConverter dataConverter)
    {
        Id = rawEntry.ScheduleId;
        if (rawEntry.Info is { } info)
        {
            Schedule = new(
                new ScheduleListActionStartWorkflow(info.WorkflowType?.Name ?? string.Empty),
                ScheduleMessages.FromProto(info.Spec ?? new()),
                new(info.Notes.Length == 0 ? null : info.Notes, info.Paused));
            Info = new(
                [.. info.RecentActions.Select(ScheduleInfoMessages.FromProto)],
                [.. info.FutureActionTimes.Select(t => t.ToDateTime())]);
        }

        memo = new(() => ScheduleInfoMessages.Memo(rawEntry.Memo, dataConverter));
        searchAttributes = new(() => ScheduleInfoMessages.SearchAttributes(rawEntry.SearchAttributes));
    }

    /// <summary>Gets the schedule id.</summary>
    public string Id { get; private init; }

    /// <summary>Gets the schedule; null while the service has not indexed it yet.</summary>
    public ScheduleListSchedule? Schedule { get; private init; }

    /// <summary>Gets what the schedule did and will do; null while the service has not indexed it yet.</summary>
    public ScheduleListInfo? Info { get; private init; }

    /// <summary>Gets the values stored with the schedule.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Gets the values by which the schedule can be found.</summary>
    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;
}
