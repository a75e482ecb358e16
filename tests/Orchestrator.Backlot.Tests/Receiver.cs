using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Backlot.Tests;

/// <summary>A server that takes what is posted to it.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly Channel<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> calls = Channel.CreateUnbounded<(IReadOnlyDictionary<string, string>, byte[])>();
    private readonly WebApplication app;

    private Receiver(WebApplication app) => this.app = app;

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(async http =>
        {
            using var copy = new MemoryStream();
            await http.Request.Body.CopyToAsync(copy);
            receiver.calls.Writer.TryWrite((http.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), copy.ToArray()));
        });
        await receiver.app.StartAsync();
        return receiver;
    }

    /// <summary>The next call, in the order they came.</summary>
    public async Task<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> NextAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        return await calls.Reader.ReadAsync(patience.Token);
    }

    public int Waiting => calls.Reader.Count;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
