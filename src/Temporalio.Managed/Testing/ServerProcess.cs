using System.Collections.Concurrent;
using System.Diagnostics;
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>A service in a process of its own, which ends with its environment.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectPause = TimeSpan.FromMilliseconds(25);

    private readonly Process process;
    private readonly ServerProgram program;
    private readonly ConcurrentQueue<string> lastLines = new();
    private int disposed;

    private ServerProcess(Process process, ServerProgram program)
    {
        this.process = process;
        this.program = program;
        process.OutputDataReceived += (_, e) => Keep(e.Data);
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether namespace and search attributes still have to be registered by calls.</summary>
    public bool IsDevService => program.IsDevService;

    /// <summary>Starts the program, and writes its address into the options.</summary>
    /// <exception cref="InvalidOperationException">The program cannot be started.</exception>
    public static ServerProcess Start(ServerProgram program, TemporalConnectionOptions options)
    {
        options.TargetHost = program.Address;
        var runsByDotnet = Path.GetExtension(program.Path).Equals(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(runsByDotnet ? DotnetPath : program.Path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (runsByDotnet)
            start.ArgumentList.Add(program.Path);
        foreach (var argument in program.Arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return new(Process.Start(start)!, program);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{program.Path} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Waits until the service answers.</summary>
    /// <exception cref="InvalidOperationException">The program ended, or did not answer in time.</exception>
    public async Task<TemporalConnection> ConnectAsync(TemporalConnectionOptions options)
    {
        using var limit = new CancellationTokenSource(StartTimeout);
        while (true)
        {
            try
            {
                return await TemporalConnection.ConnectAsync(options);
            }
            catch (InvalidOperationException e) when (process.HasExited || limit.IsCancellationRequested)
            {
                var what = process.HasExited ? $"ended with code {process.ExitCode}" : $"did not answer within {StartTimeout.TotalSeconds:0} s";
                throw new InvalidOperationException(
                    $"{program.Path} {string.Join(' ', program.Arguments)} {what}. It wrote: {string.Join(Environment.NewLine, lastLines)}", e);
            }
            catch (InvalidOperationException)
            {
                // Not there yet; nothing tells when it will be. An ended process need not be waited for.
                using var pause = new CancellationTokenSource(ConnectPause);
                try
                {
                    await process.WaitForExitAsync(pause.Token);
                }
                catch (OperationCanceledException)
                {
                    continue;
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        if (!process.HasExited)
            await StopAsync();
        process.Dispose();
    }

    private static string DotnetPath =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private async Task StopAsync()
    {
        process.StandardInput.Close();
        if (program.IsDevService)
        {
            using var limit = new CancellationTokenSource(StopTimeout);
            try
            {
                await process.WaitForExitAsync(limit.Token);
                return;
            }
            catch (OperationCanceledException)
            {
                // It did not end by itself.
            }
        }
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lastLines.Enqueue(line);
        if (lastLines.Count > KeptLines)
            lastLines.TryDequeue(out _);
    }
}
