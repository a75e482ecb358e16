using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Worker.Machines;

/// <summary>The marker and the search attribute that record a patch.</summary>
internal static class PatchMarkers
{
    public const string MarkerName = "core_patch";
    public const string SearchAttribute = "TemporalChangeVersion";
    private const string DataKey = "patch-data";

    /// <summary>A longer list of patches is not recorded as a search attribute.</summary>
    private const int MaxListBytes = 2048;

    public static PendingCommand Marker(string patchId, bool deprecated)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new { id = patchId, deprecated });
        return new(EventType.MarkerRecorded, new()
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = new()
            {
                MarkerName = MarkerName,
                Details = { [DataKey] = new Payloads { Payloads_ = { Json(data) } } },
            },
        })
        {
            PatchId = patchId,
            Check = e => Read(e)?.Id == patchId ? null : $"the marker of patch {patchId} was expected",
        };
    }

    /// <summary>The command that lists all patches of the run; null when the list is too long.</summary>
    public static PendingCommand? ListUpsert(IEnumerable<string> patchIds)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(patchIds.Order(StringComparer.Ordinal));
        if (data.Length >= MaxListBytes)
            return null;
        var payload = Json(data);
        payload.Metadata["type"] = ByteString.CopyFromUtf8("KeywordList");
        return new(EventType.UpsertWorkflowSearchAttributes, new()
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new()
            {
                SearchAttributes = new() { IndexedFields = { [SearchAttribute] = payload } },
            },
        });
    }

    /// <summary>Reads a patch marker, also of the older form; null when the event is none.</summary>
    public static (string Id, bool Deprecated)? Read(HistoryEvent e)
    {
        if (e.EventType != EventType.MarkerRecorded || e.MarkerRecordedEventAttributes.MarkerName != MarkerName)
            return null;
        var details = e.MarkerRecordedEventAttributes.Details;
        if (details.TryGetValue(DataKey, out var data))
        {
            using var json = JsonDocument.Parse(data.Payloads_[0].Data.Memory);
            return (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("deprecated").GetBoolean());
        }
        return details.TryGetValue("patch_id", out var id)
            ? (id.Payloads_[0].Data.ToStringUtf8(), details.TryGetValue("deprecated", out var flag) && flag.Payloads_[0].Data.Span is [1, ..])
            : null;
    }

    public static bool IsListUpsert(HistoryEvent? e) =>
        e?.EventType == EventType.UpsertWorkflowSearchAttributes
        && e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes.IndexedFields.ContainsKey(SearchAttribute);

    private static Payload Json(byte[] data) => new()
    {
        Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
        Data = ByteString.CopyFrom(data),
    };
}
