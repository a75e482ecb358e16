using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Temporalio.Tests.Transport;

/// <summary>A plain HTTP/2 server that answers each call with the next act of a script; the last act repeats.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly bool readsBody;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> acts;
    private int calls;

    private ScriptedServer(WebApplication app, bool readsBody, IEnumerable<Func<HttpContext, Task>> acts)
    {
        this.app = app;
        this.readsBody = readsBody;
        this.acts = new(acts);
    }

    public string Address { get; private set; } = string.Empty;

    public int Calls => calls;

    public IHeaderDictionary LastHeaders { get; private set; } = new HeaderDictionary();

    public string LastPath { get; private set; } = string.Empty;

    public static Task<ScriptedServer> StartAsync(params Func<HttpContext, Task>[] acts) => StartAsync(readsBody: true, http2: true, acts);

    /// <param name="readsBody">Whether requests are read before their act begins.</param>
    /// <param name="http2">HTTP/2 with prior knowledge, or HTTP/1.1.</param>
    /// <param name="acts">The script.</param>
    public static async Task<ScriptedServer> StartAsync(bool readsBody, bool http2, params Func<HttpContext, Task>[] acts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => l.Protocols = http2 ? HttpProtocols.Http2 : HttpProtocols.Http1);
            k.Limits.MaxResponseBufferSize = null;
        });
        var app = builder.Build();
        var server = new ScriptedServer(app, readsBody, acts);
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(address).Authority;
        return server;
    }

    /// <summary>Answers with a message.</summary>
    public static Func<HttpContext, Task> Message(params byte[] message) => async context =>
    {
        context.Response.ContentType = "application/grpc";
        byte[] frame = [0, 0, 0, (byte)(message.Length >> 8), (byte)message.Length, .. message];

        // In two pieces: a message need not arrive at once.
        await context.Response.Body.WriteAsync(frame.AsMemory(0, 3));
        await context.Response.Body.FlushAsync();
        await context.Response.Body.WriteAsync(frame.AsMemory(3));
        context.Response.AppendTrailer("grpc-status", "0");
    };

    /// <summary>Answers with a status and no message.</summary>
    public static Func<HttpContext, Task> Status(int code, string message = "", string? details = null) => context =>
    {
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = code.ToString();
        context.Response.Headers["grpc-message"] = message;
        if (details != null)
            context.Response.Headers["grpc-status-details-bin"] = details;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref calls);
        LastHeaders = new HeaderDictionary(context.Request.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase));
        LastPath = context.Request.Path;
        if (readsBody)
            await context.Request.Body.CopyToAsync(Stream.Null);
        if (acts.Count <= 1 || !acts.TryDequeue(out var act))
            acts.TryPeek(out act);
        await act!(context);
    }
}
