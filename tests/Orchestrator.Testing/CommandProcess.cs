using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Orchestrator.Testing;

/// <summary>The built <c>orchestrator</c> command as a process of its own, as a user runs it.</summary>
public sealed class CommandProcess : IAsyncDisposable
{
    // By its full path: a test may take PATH away from the command.
    private static readonly string Dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private readonly Process process;
    private readonly BlockingLines output = new();
    private readonly BlockingLines error = new();

    private CommandProcess(Process process) => this.process = process;

    /// <summary>What it wrote to its output so far.</summary>
    public string Output => output.Text;

    /// <summary>What it wrote to its error stream so far.</summary>
    public string Error => error.Text;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => process.HasExited;

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    /// <summary>Starts it in a folder, with a clean environment of its own.</summary>
    /// <param name="folder">Current directory.</param>
    /// <param name="arguments">Command line.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public static CommandProcess Start(string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(Dotnet)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Orchestrator.Cli.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TEMPORAL_", StringComparison.Ordinal) || name.StartsWith("ORCHESTRATOR_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var key in Orchestrator.Cli.Wiring.Account.All.SelectMany(account => account.Variables))
            start.Environment.Remove(key);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;

        var command = new CommandProcess(Process.Start(start)!);
        command.process.OutputDataReceived += (_, line) => command.output.Add(line.Data);
        command.process.ErrorDataReceived += (_, line) => command.error.Add(line.Data);
        command.process.BeginOutputReadLine();
        command.process.BeginErrorReadLine();
        return command;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<CommandResult> RunAsync(string folder, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var command = Start(folder, arguments, environment);
        return await command.EndAsync();
    }

    /// <summary>Waits for its end.</summary>
    public async Task<CommandResult> EndAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The command did not end within {Patience.TotalMinutes} minutes.\n{Output}\n{Error}");
        }

        return new CommandResult(process.ExitCode, Output, Error);
    }

    /// <summary>Waits for a line of its output that contains a text.</summary>
    /// <returns>The line.</returns>
    public async Task<string> LineAsync(string text)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token);
        var line = output.FindAsync(text, ended.Token);
        var exit = process.WaitForExitAsync(ended.Token);
        if (await Task.WhenAny(line, exit) == exit && !line.IsCompleted)
        {
            await ended.CancelAsync();
            // It has ended, so all its lines are there, though whoever waits for one may not have been told of the last.
            if (output.Find(text) is { } last)
                return last;
            throw new InvalidOperationException($"The command ended with code {process.ExitCode} before it wrote “{text}”.\n{Output}\n{Error}");
        }

        return await line;
    }

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public void Interrupt() => Signal(2);

    /// <summary>Sends SIGTERM, as a service manager does.</summary>
    public void Terminate() => Signal(15);

    /// <summary>Sends SIGKILL: the process gets no chance to tidy up.</summary>
    public void Kill() => Signal(9);

    /// <summary>Sends SIGSTOP: it stands still where it is.</summary>
    public void Freeze() => Signal(19);

    /// <summary>Sends SIGCONT: it goes on after <see cref="Freeze"/>.</summary>
    public void Thaw() => Signal(18);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Signal(int number)
    {
        if (SendSignal(process.Id, number) != 0)
            throw new InvalidOperationException($"Signal {number} could not be sent to process {process.Id}.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private sealed class BlockingLines
    {
        private readonly ConcurrentQueue<string> lines = new();
        private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Text => string.Join('\n', lines);

        public void Add(string? line)
        {
            if (line is null)
                return;
            lines.Enqueue(line);
            Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        }

        public string? Find(string text) => lines.FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));

        public async Task<string> FindAsync(string text, CancellationToken cancellationToken)
        {
            while (true)
            {
                var next = Volatile.Read(ref changed);
                if (Find(text) is { } found)
                    return found;
                await next.Task.WaitAsync(cancellationToken);
            }
        }
    }
}
