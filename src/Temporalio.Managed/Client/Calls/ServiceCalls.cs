using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Client.Calls;

/// <summary>What the groups of calls share.</summary>
internal abstract class ServiceCalls(TemporalClient client)
{
    protected TemporalClient Client => client;

    protected WorkflowService Service => client.WorkflowService;

    protected string Namespace => client.Options.Namespace;

    protected string Identity => client.Connection.Options.Identity ?? string.Empty;

    protected static Duration? ToProto(TimeSpan? span) => span is { } value ? Duration.FromTimeSpan(value) : null;

    protected static string NewRequestId() => Guid.NewGuid().ToString();

    protected static async Task<Payloads> ToPayloadsAsync(DataConverter converter, IReadOnlyCollection<object?> values) =>
        new() { Payloads_ = { await converter.ToPayloadsAsync(values) } };

    /// <summary>Encodes headers; the converter has been at them already.</summary>
    protected static async Task<Header?> ToHeaderAsync(DataConverter converter, IDictionary<string, Payload>? headers)
    {
        if (headers == null)
            return null;
        var header = new Header();
        foreach (var (name, payload) in headers)
            header.Fields[name] = converter.PayloadCodec is { } codec ? await codec.EncodeSingleAsync(payload) : payload;
        return header;
    }

    protected static async Task<Memo?> ToMemoAsync(DataConverter converter, IReadOnlyDictionary<string, object>? values)
    {
        if (values == null || values.Count == 0)
            return null;
        var memo = new Memo();
        foreach (var (name, value) in values)
            memo.Fields[name] = await converter.ToPayloadAsync(value);
        return memo;
    }

    protected static async Task<UserMetadata?> ToUserMetadataAsync(DataConverter converter, string? summary, string? details) =>
        summary == null && details == null
            ? null
            : new()
            {
                Summary = summary == null ? null : await converter.ToPayloadAsync(summary),
                Details = details == null ? null : await converter.ToPayloadAsync(details),
            };

    protected DataConverter ConverterFor(string workflowId) =>
        client.Options.DataConverter.WithSerializationContext(new ISerializationContext.Workflow(Namespace, workflowId));
}
