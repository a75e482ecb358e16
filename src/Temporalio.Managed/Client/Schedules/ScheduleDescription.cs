using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>A schedule as the service describes it.</summary>
public class ScheduleDescription
{
    private readonly Lazy<IReadOnlyDictionary<string, IEncodedRawValue>> memo;
    private readonly Lazy<SearchAttributeCollection> searchAttributes;

    /// <summary>Initializes a new instance of the <see cref="ScheduleDescription"/> class.</summary>
    /// <param name="id">Schedule id.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="rawDescription">What the service said.</param>
    /// <param name="dataConverter">Converter of the memo.</param>
    protected internal ScheduleDescription(
        string id, Schedule schedule, DescribeScheduleResponse rawDescription, DataConverter dataConverter)
    {
        Id = id;
        Schedule = schedule;
        RawDescription = rawDescription;
        Info = ScheduleInfoMessages.FromProto(rawDescription.Info);
        memo = new(() => ScheduleInfoMessages.Memo(rawDescription.Memo, dataConverter));
        searchAttributes = new(() => ScheduleInfoMessages.SearchAttributes(rawDescription.SearchAttributes));
    }

    /// <summary>Gets the schedule id.</summary>
    public string Id { get; private init; }

    /// <summary>Gets what the schedule did and will do.</summary>
    public ScheduleInfo Info { get; private init; }

    /// <summary>Gets the values stored with the schedule.</summary>
    public IReadOnlyDictionary<string, IEncodedRawValue> Memo => memo.Value;

    /// <summary>Gets the schedule.</summary>
    public Schedule Schedule { get; private init; }

    /// <summary>Gets the values by which the schedule can be found.</summary>
    public SearchAttributeCollection TypedSearchAttributes => searchAttributes.Value;

    internal DescribeScheduleResponse RawDescription { get; }
}
