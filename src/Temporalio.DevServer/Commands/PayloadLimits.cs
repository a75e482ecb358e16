using Google.Protobuf;

namespace Temporalio.DevServer.Commands;

/// <summary>How much a single field may hold.</summary>
internal static class PayloadLimits
{
    public const long BlobBytes = 2 * 1024 * 1024;

    public static bool Exceeded(IMessage? field) => field is not null && field.CalculateSize() > BlobBytes;
}
