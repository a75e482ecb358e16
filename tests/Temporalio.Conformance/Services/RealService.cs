using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Temporalio.Conformance.Services;

/// <summary>Temporal's development server as a child process.</summary>
public sealed class RealService : IRunningService
{
    // The shell stops the server when its standard input ends, so the server never outlives the test process.
    private const string Supervisor = "\"$0\" \"$@\" </dev/null & child=$!; read -r _; kill -TERM $child; wait $child";

    private readonly Process process;

    private RealService(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    public string Address { get; }

    /// <summary>Starts the server; without a file it keeps everything in memory. Port 0 takes a free one.</summary>
    public static async Task<RealService> StartAsync(string? databaseFile = null, int port = 0)
    {
        port = port == 0 ? FreePort() : port;
        var process = Process.Start(StartInfo(databaseFile, port))
            ?? throw new InvalidOperationException("The shell did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var service = new RealService(process, $"127.0.0.1:{port}");
        await ServiceReadiness.WaitAsync(service.Address, () => process.HasExited);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string? databaseFile, int port)
    {
        var info = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-c", Supervisor, RealServiceBinary.Path ?? throw new InvalidOperationException(RealServiceBinary.MissingReason),
            "server", "start-dev", "--headless", "--ip", "127.0.0.1", "--log-level", "error",
            "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            .. CustomSearchAttributes.All.SelectMany(a => (string[])["--search-attribute", $"{a.Key}={a.Value}"]),
        ];
        foreach (var argument in databaseFile is null ? arguments : [.. arguments, "--db-filename", databaseFile])
        {
            info.ArgumentList.Add(argument);
        }

        return info;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
