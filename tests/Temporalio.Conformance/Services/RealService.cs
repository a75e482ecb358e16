using System.Diagnostics;

namespace Temporalio.Conformance.Services;

/// <summary>Temporal's development server as a child process.</summary>
public sealed class RealService : IRunningService
{
    // The shell stops the server when its standard input ends, so the server never outlives the test process; it ends with the server.
    private const string Supervisor =
        "exec 3<&0; \"$0\" \"$@\" </dev/null 3<&- & child=$!; { read -r _ <&3; kill -TERM $child; } >/dev/null 2>&1 & wait $child";

    /// <summary>Tries to start it: the server picks more ports than the one it is given, and others may be quicker to take one.</summary>
    private const int Tries = 5;

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
        for (var left = Tries - 1; ; left--)
        {
            var service = Start(databaseFile, port == 0 ? FreePort.Next() : port);
            try
            {
                await ServiceReadiness.WaitAsync(service.Address, () => service.process.HasExited);
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
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static RealService Start(string? databaseFile, int port)
    {
        var process = Process.Start(StartInfo(databaseFile, port))
            ?? throw new InvalidOperationException("The shell did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RealService(process, $"127.0.0.1:{port}");
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
}
