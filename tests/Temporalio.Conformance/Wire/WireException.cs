using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Conformance.Wire;

/// <summary>A call answered with a status other than OK.</summary>
public sealed class WireException(GrpcCode code, string message, IReadOnlyList<Any> details)
    : Exception($"{code}: {message}{(details.Count == 0 ? "" : $" [{string.Join(", ", details.Select(d => d.TypeUrl))}]")}")
{
    public GrpcCode Code { get; } = code;

    /// <summary>The percent-decoded <c>grpc-message</c>.</summary>
    public string Text { get; } = message;

    public IReadOnlyList<Any> Details { get; } = details;

    /// <summary>The only detail, which must be a <typeparamref name="T"/>.</summary>
    public T Detail<T>()
        where T : IMessage<T>, new()
    {
        var detail = Assert.Single(Details);
        Assert.True(detail.Is(new T().Descriptor), $"expected {new T().Descriptor.FullName}, got {detail.TypeUrl}");
        return detail.Unpack<T>();
    }
}
