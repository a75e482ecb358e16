using System.Diagnostics;
using Temporalio.Conformance.Services;

namespace Temporalio.Tests.Service;

/// <summary>The real Temporal development service on a free port with a database of its own.</summary>
internal sealed class RealService : IAsyncDisposable
{
    /// <summary>Tries to start it: the program picks more ports than the one it is given, and others may be quicker to take one.</summary>
    private const int Tries = 5;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("temporal-service-");
    private readonly Process process;

    private RealService()
    {
        var port = FreePort.Next();
        Address = $"127.0.0.1:{port}";
        process = Process.Start(new ProcessStartInfo(TemporalCli.Path ?? throw new InvalidOperationException(TemporalCli.MissingReason), [
            "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", $"{port}", "--log-level", "error",
            "--db-filename", Path.Combine(folder.FullName, "temporal.db"),
            .. TemporalService.SearchAttributes.SelectMany(a => (string[])["--search-attribute", $"{a.Key}={a.Value}"]),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public string Address { get; }

    public static async Task<RealService> StartAsync()
    {
        for (var left = Tries - 1; ; left--)
        {
            var service = new RealService();
            try
            {
                await ReadUntilReadyAsync(service.process);
                return service;
            }
            catch (InvalidOperationException) when (left > 0)
            {
                await service.DisposeAsync();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
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
