using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Client.Transport;

/// <summary>The headers of a call: those of the library, of the connection and of the call, the later winning.</summary>
internal static class CallHeaders
{
    private static readonly string UserAgent = $"{SdkIdentity.Name}/{SdkIdentity.Version}";
    private static readonly ConcurrentDictionary<MessageDescriptor, IFieldAccessor?> NamespaceFields = new();

    public static IReadOnlyCollection<KeyValuePair<string, string>> For(TemporalConnection connection, IMessage request, RpcOptions? options)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["user-agent"] = UserAgent,
            ["client-name"] = SdkIdentity.Name,
            ["client-version"] = SdkIdentity.Version,
        };
        if (NamespaceOf(request) is { Length: > 0 } ns)
            headers["temporal-namespace"] = ns;
        if (connection.ApiKey is { Length: > 0 } key)
            headers["authorization"] = $"Bearer {key}";
        Add(headers, connection.RpcMetadata, connection.RpcBinaryMetadata);
        Add(headers, options?.Metadata, options?.BinaryMetadata);
        return headers;
    }

    private static void Add(
        Dictionary<string, string> headers,
        IReadOnlyCollection<KeyValuePair<string, string>>? text,
        IReadOnlyCollection<KeyValuePair<string, byte[]>>? binary)
    {
        foreach (var (name, value) in text ?? [])
            headers[name] = value;
        foreach (var (name, value) in binary ?? [])
            headers[name] = GrpcBinaryHeader.Encode(value);
    }

    /// <summary>The namespace that a request is about; null when it is about none.</summary>
    public static string? NamespaceOf(IMessage request) =>
        NamespaceFields.GetOrAdd(request.Descriptor, d => d.FindFieldByName("namespace")?.Accessor)?.GetValue(request) as string;
}
