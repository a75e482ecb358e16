using Google.Protobuf;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Temporalio.DevServer.Grpc;

/// <summary>Turns HTTP/2 requests into method calls and their results into gRPC answers.</summary>
internal sealed class GrpcApplication(MethodTable methods, ILogger logger, CancellationToken stopping) : IHttpApplication<HttpContext>
{
    private readonly CallsUnderWay calls = new();
    private readonly CallsUnderWay requests = new();

    /// <summary>Ends when no call is being answered; what is left then is to send the answers.</summary>
    public Task CallsEndedAsync() => calls.EndedAsync();

    /// <summary>Ends when every request that has come has its answer on the wire.</summary>
    public Task AnswersSentAsync() => requests.EndedAsync();

    public HttpContext CreateContext(IFeatureCollection contextFeatures)
    {
        requests.Begin();
        return new DefaultHttpContext(contextFeatures);
    }

    public void DisposeContext(HttpContext context, Exception? exception) => requests.End();

    public async Task ProcessRequestAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            http.Response.Headers["grpc-status"] = ((int)StatusCode.InvalidArgument).ToString();
            return;
        }

        try
        {
            var answer = await CallAsync(path, http);
            Write(http.Response, answer);
        }
        catch (OperationCanceledException e) when (http.RequestAborted.IsCancellationRequested || e.InnerException is IOException)
        {
            http.Abort();
        }
        catch (ServiceError error)
        {
            WriteError(http.Response, error);
        }
        catch (DevServiceException error)
        {
            WriteError(http.Response, ServiceError.Unavailable(error.Message));
        }
        catch (Exception error)
        {
            // The edge of the process: whatever went wrong becomes a status, and the log says what it was.
            logger.LogError(error, "{Path} failed", path);
            WriteError(http.Response, new ServiceError(StatusCode.Internal, $"unexpected failure in {path}: {error.Message}"));
        }
    }

    private async Task<IMessage> CallAsync(string path, HttpContext http)
    {
        var request = http.Request;
        var body = await ReadAsync(request, http.RequestAborted);
        var method = methods.Find(path) ?? throw Unknown(path);
        var timeout = GrpcTimeout.Parse(request.Headers["grpc-timeout"].ToString());
        calls.Begin();
        try
        {
            if (stopping.IsCancellationRequested) throw ServiceError.Unavailable("The service is stopping.");
            return await method(body, new CallContext(request.Headers, timeout, http.RequestAborted, stopping));
        }
        finally
        {
            calls.End();
        }
    }

    /// <exception cref="OperationCanceledException">The caller went away: its business, nothing for the log.</exception>
    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken aborted)
    {
        try
        {
            return await GrpcFraming.ReadMessageAsync(request.BodyReader, request.Headers["grpc-encoding"].ToString(), aborted);
        }
        catch (IOException gone)
        {
            throw new OperationCanceledException("The caller reset the stream of its request.", gone);
        }
    }

    private static ServiceError Unknown(string path)
    {
        var parts = path.Trim('/').Split('/');
        if (parts.Length == 2 && UnservedMethods.AreaOf(parts[1]) is { } area)
            return ServiceError.Unimplemented($"{parts[1]} is not served by this development service: {area} are outside of what it does");
        return parts.Length == 2
            ? ServiceError.Unimplemented($"unknown method {parts[1]} for service {parts[0]}")
            : ServiceError.Unimplemented($"malformed method name: \"{path}\"");
    }

    private static void Write(HttpResponse response, IMessage answer)
    {
        response.ContentType = "application/grpc";
        response.AppendTrailer("grpc-status", "0");
        GrpcFraming.Write(response.BodyWriter, answer);
    }

    private static void WriteError(HttpResponse response, ServiceError error)
    {
        if (response.HasStarted)
        {
            response.HttpContext.Abort();
            return;
        }

        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)error.Code).ToString();
        response.Headers["grpc-message"] = GrpcFraming.EncodeStatusMessage(error.Message);
        if (error.Detail is not null)
            response.Headers["grpc-status-details-bin"] = Convert.ToBase64String(error.ToStatus().ToByteArray()).TrimEnd('=');
    }
}
