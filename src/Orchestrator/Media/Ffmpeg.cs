using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Orchestrator.Media;

/// <summary>
/// Runs ffmpeg and ffprobe as processes: argument lists, never a shell; standard input closed unless it is fed, because ffmpeg
/// reads commands from it. A cancelled run is killed and waited for.
/// </summary>
public sealed class Ffmpeg(FfmpegOptions options)
{
    private const int ErrorTail = 2000;

    /// <summary>Runs ffmpeg to its end.</summary>
    /// <returns>Its error stream, where filters such as ebur128 print what they measured.</returns>
    /// <exception cref="MediaException">It could not be started, or ended with an error.</exception>
    public Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken = default) =>
        RunAsync(options.Ffmpeg, ["-nostdin", "-hide_banner", .. arguments], null, null, cancellationToken);

    /// <summary>Runs ffmpeg and hands its standard output to a reader while it runs.</summary>
    public Task<string> ReadAsync(IEnumerable<string> arguments, Func<Stream, Task> read, CancellationToken cancellationToken = default) =>
        RunAsync(options.Ffmpeg, ["-nostdin", "-hide_banner", .. arguments], null, read, cancellationToken);

    /// <summary>Runs ffmpeg and feeds its standard input.</summary>
    public Task<string> WriteAsync(IEnumerable<string> arguments, Func<Stream, Task> write, CancellationToken cancellationToken = default) =>
        RunAsync(options.Ffmpeg, ["-hide_banner", .. arguments], write, null, cancellationToken);

    /// <summary>Runs ffprobe and returns its standard output.</summary>
    public async Task<string> ProbeAsync(IEnumerable<string> arguments, CancellationToken cancellationToken = default)
    {
        var output = "";
        await RunAsync(options.Ffprobe, ["-hide_banner", .. arguments], null, async stream =>
        {
            using var reader = new StreamReader(stream);
            output = await reader.ReadToEndAsync(cancellationToken);
        }, cancellationToken);
        return output;
    }

    private static async Task<string> RunAsync(
        string program,
        IReadOnlyList<string> arguments,
        Func<Stream, Task>? write,
        Func<Stream, Task>? read,
        CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        await using var kill = cancellationToken.Register(() => Kill(process));
        var errors = ReadErrorsAsync(process);
        Exception? pipe = null;
        try
        {
            await Task.WhenAll(
                FeedAsync(process, write),
                read is null ? process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None) : read(process.StandardOutput.BaseStream));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A broken pipe is told by the tool's own words, when it has any.
            pipe = exception;
            if (exception is not IOException)
                Kill(process);
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        var said = await errors;
        cancellationToken.ThrowIfCancellationRequested();
        if (pipe is not null and not IOException)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(pipe);
        if (process.ExitCode != 0)
            throw new MediaException($"{Path.GetFileName(program)} ended with code {process.ExitCode}: {Tail(said)}", pipe) { ErrorOutput = said };
        if (pipe is not null)
            throw new MediaException($"{Path.GetFileName(program)} closed its pipe early: {Tail(said)}", pipe) { ErrorOutput = said };
        return said;
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            return Process.Start(start) ?? throw new MediaException($"{program} did not start.") { ToolMissing = true };
        }
        catch (Win32Exception exception)
        {
            throw new MediaException($"{program} cannot be started: {exception.Message}. Install it (Debian: apt-get install ffmpeg).", exception)
            {
                ToolMissing = true,
            };
        }
    }

    private static async Task FeedAsync(Process process, Func<Stream, Task>? write)
    {
        try
        {
            if (write is not null)
                await write(process.StandardInput.BaseStream);
        }
        finally
        {
            process.StandardInput.Close();
        }
    }

    private static async Task<string> ReadErrorsAsync(Process process) => await process.StandardError.ReadToEndAsync();

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already: what was wanted.
        }
    }

    private static string Tail(string said) => said.Length <= ErrorTail ? said.Trim() : "…" + said[^ErrorTail..].Trim();
}
