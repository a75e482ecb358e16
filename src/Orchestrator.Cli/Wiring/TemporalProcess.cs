using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Temporalio.Client;

namespace Orchestrator.Cli.Wiring;

/// <summary>The Temporal command's own development server, as a child process.</summary>
internal static class TemporalProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Knock = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts it and waits until it answers.</summary>
    /// <exception cref="CommandException">The command is missing, or the server does not come up.</exception>
    public static async Task<DevelopmentServer> StartAsync(DevelopmentService settings, string? database, CancellationToken cancellationToken)
    {
        if (settings.TimeSkipping)
            throw new CommandException("The Temporal command's server (server: temporal) cannot skip time.", "Write server: embedded, or leave --time-skipping out.", ExitCode.Usage);
        var port = settings.Port == 0 ? FreePort() : settings.Port;
        var process = Start(settings, database, port);
        var server = new DevelopmentServer($"{settings.Address}:{port}", () => StopAsync(process));
        try
        {
            await WaitUntilReadyAsync(server.Address, settings.Namespace, process, cancellationToken);
            return server;
        }
        catch
        {
            await server.StopAsync();
            throw;
        }
    }

    private static Process Start(DevelopmentService settings, string? database, int port)
    {
        var start = new ProcessStartInfo("temporal") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] arguments =
        [
            "server", "start-dev", "--headless", "--log-level", "error",
            "--ip", settings.Address, "--port", $"{port}", "--namespace", settings.Namespace,
            .. database is null ? Array.Empty<string>() : ["--db-filename", database],
            .. settings.SearchAttributes.SelectMany(attribute => new[] { "--search-attribute", $"{attribute.Key}={attribute.Value}" }),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            var process = Process.Start(start)!;
            process.OutputDataReceived += (_, _) => { };
            process.ErrorDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }
        catch (Win32Exception exception)
        {
            throw new CommandException(
                "temporal-dev.yaml asks for the Temporal command (server: temporal), which is not on PATH.",
                "Install it, or write server: embedded.",
                ExitCode.Failed,
                exception);
        }
    }

    private static async Task WaitUntilReadyAsync(string address, string namespaceName, Process process, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await TemporalClient.ConnectAsync(new TemporalClientConnectOptions(address) { Namespace = namespaceName });
                return;
            }
            catch (Exception exception) when (exception is InvalidOperationException or Temporalio.Exceptions.RpcException or HttpRequestException)
            {
                if (process.HasExited || waited.Elapsed > Patience)
                    throw new CommandException($"`temporal server start-dev` does not answer at {address}.", "Run it by hand to see why, or write server: embedded.", ExitCode.Failed, exception);
            }

            await Task.Delay(Knock, cancellationToken);
        }
    }

    private static async Task StopAsync(Process process)
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
