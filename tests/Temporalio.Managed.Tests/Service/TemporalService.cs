using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Temporalio.Client;

namespace Temporalio.Tests.Service;

/// <summary>The real Temporal development service on a free port with a database of its own, shared by the tests of a collection.</summary>
public sealed class TemporalService : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("temporal-service-");
    private Process? process;
    private TemporalClient? client;

    public string Address { get; private set; } = string.Empty;

    public TemporalClient Client => client ?? throw new InvalidOperationException("The service is not running");

    public async Task InitializeAsync()
    {
        if (TemporalCli.Path == null)
            return;
        var port = FreePort();
        Address = $"127.0.0.1:{port}";
        process = Process.Start(new ProcessStartInfo(TemporalCli.Path)
        {
            ArgumentList =
            {
                "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", $"{port}", "--log-level", "error",
                "--db-filename", Path.Combine(folder.FullName, "temporal.db"),
                "--search-attribute", "Director=Keyword", "--search-attribute", "Takes=Int",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await ReadUntilReadyAsync(process);
        client = await TemporalClient.ConnectAsync(new(Address));
    }

    public async Task DisposeAsync()
    {
        if (process != null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The program prints its addresses once it serves.</summary>
    private static async Task ReadUntilReadyAsync(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Server:", StringComparison.OrdinalIgnoreCase))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException($"The service did not start: {await errors}");
    }
}
