using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orchestrator.Providers.Fal;

namespace Orchestrator.Cli.Wiring;

/// <summary>
/// Listens for webhooks while the worker runs, when ORCHESTRATOR_WEBHOOK_PORT is set; how the world reaches that port, at
/// ORCHESTRATOR_WEBHOOK_URL, is the user's own affair. Without it, polling suffices.
/// </summary>
internal sealed class WebhookDoor(int port, FalWebhooks fal) : IHostedService
{
    private const int LargestBody = 1024 * 1024;

    private WebApplication? app;

    /// <summary>Where it listens, once it does.</summary>
    public Uri? Address { get; private set; }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.AddServerHeader = false;
        });
        app = builder.Build();
        app.MapPost("/hooks/fal", (Delegate)TakeAsync);
        await app.StartAsync(cancellationToken);
        Address = new Uri(app.Urls.First());
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (app is not null)
            await app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        var verdict = await fal.TakeAsync(name => http.Request.Headers[name].FirstOrDefault(), name => http.Request.Query[name].FirstOrDefault(), body.ToArray(), http.RequestAborted);
        return verdict == FalWebhookVerdict.Rejected ? Results.StatusCode(StatusCodes.Status401Unauthorized) : Results.Ok();
    }
}
