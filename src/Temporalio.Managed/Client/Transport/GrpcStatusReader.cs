using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Client.Transport;

/// <summary>Finds the status of an answer: in its headers when there was no message, else in its trailers, else from HTTP.</summary>
internal static class GrpcStatusReader
{
    /// <summary>Reads the status; null for OK. Trailers are there only after the body was read to its end.</summary>
    public static RpcException? Read(HttpResponseMessage response)
    {
        var fields = response.Headers.Contains("grpc-status") ? response.Headers : response.TrailingHeaders;
        if (Single(fields, "grpc-status") is not { } text ||
            !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return FromHttp(response);
        if (number == 0)
            return null;
        var details = Single(fields, "grpc-status-details-bin");
        return new(
            Enum.IsDefined((StatusCode)number) ? (StatusCode)number : StatusCode.Unknown,
            GrpcMessageText.Decode(Single(fields, "grpc-message") ?? string.Empty),
            details == null ? null : GrpcBinaryHeader.Decode(details));
    }

    /// <summary>Judges an answer that cannot be one of gRPC before its body is read; null when it may be one.</summary>
    public static RpcException? ReadWithoutBody(HttpResponseMessage response)
    {
        if (response.Headers.Contains("grpc-status"))
            return null;
        var isGrpc = response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;
        return response.StatusCode == HttpStatusCode.OK && isGrpc ? null : FromHttp(response);
    }

    private static RpcException FromHttp(HttpResponseMessage response)
    {
        var code = (int)response.StatusCode switch
        {
            400 or 431 => StatusCode.Internal,
            401 => StatusCode.Unauthenticated,
            403 => StatusCode.PermissionDenied,
            404 => StatusCode.Unimplemented,
            429 or 502 or 503 or 504 => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        };
        var type = response.Content.Headers.ContentType?.ToString() ?? "none";
        return new(code, $"answer is not gRPC: HTTP status {(int)response.StatusCode}, content type {type}", null);
    }

    private static string? Single(HttpResponseHeaders fields, string name) =>
        fields.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
