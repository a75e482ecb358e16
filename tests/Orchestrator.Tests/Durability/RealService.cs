using System.Diagnostics;
using Orchestrator.Testing;
using Temporalio.Client;
using Temporalio.Conformance.Services;
using Temporalio.Exceptions;

namespace Orchestrator.Tests.Durability;

/// <summary>Temporal's own development server, in memory, as a child process.</summary>
internal sealed class RealService : IAsyncDisposable
{
    // The program picks more ports than the one it is given, and others may be quicker to take one.
    private const int Tries = 5;

    private readonly Process process;

    private RealService(Process process, string address) => (this.process, Address) = (process, address);

    /// <summary>Full path of the program, or null.</summary>
    public static string? Program { get; } = Find();

    /// <summary>HOST:PORT.</summary>
    public string Address { get; }

    /// <summary>Starts it on a free port and waits until it answers.</summary>
    public static async Task<RealService> StartAsync()
    {
        for (var left = Tries - 1; ; left--)
        {
            var service = Start(FreePort.Next());
            try
            {
                await Until.TrueAsync("Temporal's service answers", service.AnswersAsync);
                return service;
            }
            catch (InvalidOperationException) when (left > 0)
            {
                await service.DisposeAsync();
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static RealService Start(int port)
    {
        var start = new ProcessStartInfo(Program!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", $"{port}", "--log-level", "error" })
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RealService(process, $"127.0.0.1:{port}");
    }

    private async Task<bool> AnswersAsync()
    {
        if (process.HasExited)
            throw new InvalidOperationException($"{Program} ended with code {process.ExitCode}.");
        try
        {
            await TemporalClient.ConnectAsync(new(Address));
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or RpcException or HttpRequestException)
        {
            // It is still starting.
            return false;
        }
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("TEMPORAL_CLI");
        if (!string.IsNullOrEmpty(named))
            return File.Exists(named) ? named : throw new FileNotFoundException("TEMPORAL_CLI names no file.", named);
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(Repository.Path("..", "shared", "temporal", "bin"))
            .Select(folder => Path.GetFullPath(Path.Combine(folder, "temporal")))
            .FirstOrDefault(File.Exists);
    }
}
