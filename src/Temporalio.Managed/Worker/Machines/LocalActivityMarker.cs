using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>
/// The marker that records how a local activity ended. The complete time is workflow time; a backoff is the pause before
/// the next attempt when that is too long to be waited for in the worker.
/// </summary>
internal sealed record LocalActivityMarker(
    int Number,
    int Attempt,
    string ActivityId,
    string ActivityType,
    DateTime? CompleteTime,
    TimeSpan? Backoff,
    DateTime? OriginalScheduleTime,
    Payload? Result,
    Failure? Failure)
{
    public const string MarkerName = "core_local_activity";

    private const long NanosPerTick = 100;

    /// <summary>Reads the marker; null when the event is none.</summary>
    public static LocalActivityMarker? Read(HistoryEvent e)
    {
        if (e.EventType != EventType.MarkerRecorded || e.MarkerRecordedEventAttributes.MarkerName != MarkerName)
            return null;
        var marker = e.MarkerRecordedEventAttributes;
        using var json = JsonDocument.Parse(marker.Details["data"].Payloads_[0].Data.Memory);
        var data = json.RootElement;
        return new(
            data.GetProperty("seq").GetInt32(),
            data.GetProperty("attempt").GetInt32(),
            data.GetProperty("activity_id").GetString()!,
            data.GetProperty("activity_type").GetString()!,
            ReadTime(data, "complete_time"),
            ReadSpan(data, "backoff"),
            ReadTime(data, "original_schedule_time"),
            marker.Details.TryGetValue("result", out var result) ? result.Payloads_.FirstOrDefault() : null,
            marker.Failure);
    }

    public PendingCommand ToCommand()
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?>
        {
            ["seq"] = Number,
            ["attempt"] = Attempt,
            ["activity_id"] = ActivityId,
            ["activity_type"] = ActivityType,
            ["complete_time"] = Write(CompleteTime - DateTime.UnixEpoch),
            ["backoff"] = Write(Backoff),
            ["original_schedule_time"] = Write(OriginalScheduleTime - DateTime.UnixEpoch),
        });
        var attributes = new Api.Command.V1.RecordMarkerCommandAttributes { MarkerName = MarkerName, Failure = Failure };
        attributes.Details["data"] = new()
        {
            Payloads_ = { new Payload { Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") }, Data = ByteString.CopyFrom(data) } },
        };
        if (Result is not null)
            attributes.Details["result"] = new() { Payloads_ = { Result } };
        return new(EventType.MarkerRecorded, new() { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = attributes })
        {
            Check = e => Read(e) is { } read && read.Number == Number && read.ActivityType == ActivityType
                ? null
                : $"the marker of local activity {ActivityId}, type {ActivityType}, was expected",
        };
    }

    private static Dictionary<string, long>? Write(TimeSpan? span) => span is not { } value ? null : new()
    {
        ["seconds"] = value.Ticks / TimeSpan.TicksPerSecond,
        ["nanos"] = value.Ticks % TimeSpan.TicksPerSecond * NanosPerTick,
    };

    private static DateTime? ReadTime(JsonElement data, string name) => DateTime.UnixEpoch + ReadSpan(data, name);

    private static TimeSpan? ReadSpan(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? new TimeSpan((value.GetProperty("seconds").GetInt64() * TimeSpan.TicksPerSecond) + (value.GetProperty("nanos").GetInt64() / NanosPerTick))
            : null;
}
