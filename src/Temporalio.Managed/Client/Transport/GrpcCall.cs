using Google.Protobuf;

namespace Temporalio.Client.Transport;

/// <summary>One attempt of one call.</summary>
/// <param name="Path">Path of service and method.</param>
/// <param name="Request">Request message.</param>
/// <param name="Headers">Headers, binary ones encoded already.</param>
/// <param name="Timeout">Time until the attempt is given up.</param>
internal sealed record GrpcCall(
    string Path,
    IMessage Request,
    IReadOnlyCollection<KeyValuePair<string, string>> Headers,
    TimeSpan Timeout);
