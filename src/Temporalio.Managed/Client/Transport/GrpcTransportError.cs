using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Temporalio.Exceptions;
using StatusCode = Temporalio.Exceptions.RpcException.StatusCode;

namespace Temporalio.Client.Transport;

/// <summary>What a failure below gRPC means in its terms.</summary>
internal static class GrpcTransportError
{
    public static RpcException ToRpcException(Exception error)
    {
        if (Find<HttpProtocolException>(error) is { } reset && !IsPingTimeout(reset))
            return Transport(FromHttp2(reset.ErrorCode), $"transport: {reset.Message}", error);
        if (error is HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded })
            return Transport(StatusCode.Internal, $"transport: {error.Message}", error);
        return Transport(StatusCode.Unavailable, $"transport: {Describe(error)}", error);
    }

    public static bool IsTransportError(Exception error) => error is HttpRequestException or IOException;

    /// <summary>A dead connection comes as if the peer had broken the protocol; only the text tells.</summary>
    private static bool IsPingTimeout(HttpProtocolException error) =>
        error.Message.Contains(nameof(SocketsHttpHandler.KeepAlivePingDelay), StringComparison.Ordinal)
        || error.Message.Contains(nameof(SocketsHttpHandler.KeepAlivePingTimeout), StringComparison.Ordinal);

    private static RpcException Transport(StatusCode code, string message, Exception inner) => new(code, message, null, inner);

    private static StatusCode FromHttp2(long errorCode) => errorCode switch
    {
        0x0 or 0x1 or 0x2 or 0x3 or 0x4 or 0x6 or 0x9 or 0xA => StatusCode.Internal,
        0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xB => StatusCode.ResourceExhausted,
        0xC => StatusCode.PermissionDenied,
        _ => StatusCode.Unknown,
    };

    private static string Describe(Exception error)
    {
        if (Find<SocketException>(error) is { } socket)
            return $"{error.Message} ({socket.SocketErrorCode})";
        return Find<AuthenticationException>(error) is { } tls ? $"{error.Message} {tls.Message}" : error.Message;
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
    {
        for (; error != null; error = error.InnerException)
        {
            if (error is T found)
                return found;
        }

        return null;
    }
}
