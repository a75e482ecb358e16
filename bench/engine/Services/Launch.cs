using System.Diagnostics;

namespace Orchestrator.EngineBench.Services;

/// <summary>Starts a service so that it cannot outlive this process.</summary>
internal static class Launch
{
    // The shell stops the service when its standard input ends, as it does when this process dies.
    private const string Supervisor = "\"$0\" \"$@\" </dev/null & child=$!; read -r _; kill -TERM $child; wait $child";
    private const string WithOpenInput = "exec 3<&0; \"$0\" \"$@\" <&3";

    public static async Task<ServiceProcess> RunAsync(string program, string[] arguments, string address)
    {
        // Ours ends with its standard input by itself; Temporal's has to be told.
        var script = program.EndsWith(".Host", StringComparison.Ordinal) ? WithOpenInput : Supervisor;
        var info = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", script, program },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments) info.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        var process = Process.Start(info) ?? throw new InvalidOperationException("The shell did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await FirstAnswer.WaitAsync(address, process);
        return new ServiceProcess(process, ProcessMemory.ChildOf(process.Id), address, clock.Elapsed);
    }
}
