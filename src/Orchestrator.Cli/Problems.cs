using Orchestrator.Assets;
using Orchestrator.Backlot;
using Orchestrator.Media;
using Orchestrator.Providers.Catalogue;
using Temporalio.DevServer;
using Temporalio.Exceptions;

namespace Orchestrator.Cli;

/// <summary>Turns any failure into what a person needs: what, where, what to do, and the exit code.</summary>
internal static class Problems
{
    // ENOSPC, and ERROR_DISK_FULL on Windows.
    private const int NoSpaceLeft = 28;
    private const int DiskFull = unchecked((int)0x80070070);

    /// <summary>True when any cause is a disk without space.</summary>
    public static bool DiskIsFull(Exception exception) => Chain(exception).Any(cause => cause switch
    {
        MediaException media => media.DiskFull,
        IOException io => io.HResult is NoSpaceLeft or DiskFull,
        _ => SaysDiskFull(cause.Message),
    });

    /// <summary>True when a message that came from another process speaks of a disk without space.</summary>
    public static bool SaysDiskFull(string message) =>
        message.Contains("database or disk is full", StringComparison.Ordinal) || message.Contains("No space left on device", StringComparison.Ordinal);

    /// <summary>The failure as a command's own.</summary>
    public static CommandException Explain(Exception exception, string? log)
    {
        if (exception is CommandException known)
            return known;
        if (DiskIsFull(exception))
            return new CommandException($"The disk is full: {exception.Message}", "Free some space and run the same command again: it goes on where it was.", ExitCode.Failed, exception);
        return exception switch
        {
            MediaException { ToolMissing: true } media => new CommandException(media.Message, "Then run the same command again: it goes on where it was.", ExitCode.Failed, media),
            DevServiceException service => new CommandException(WithoutRemedy(service), service.Remedy, ExitCode.Failed, service),
            RpcException { Code: RpcException.StatusCode.Unavailable } lost => new CommandException(
                $"The connection to the Temporal service is lost: {FirstLine(lost.Message)}",
                "Run the same command again when the service is back: it goes on where it was.",
                ExitCode.Failed,
                lost),
            AssetException or BacklotException or CatalogueException => new CommandException(exception.Message, "", ExitCode.Failed, exception),
            _ => Unknown(exception, log),
        };
    }

    private static CommandException Unknown(Exception exception, string? log) => new(
        $"Unexpected: {exception.GetType().Name}: {FirstLine(exception.Message)}",
        log is null ? "Run `orchestrator doctor` to check what this machine offers." : $"The details are in {log}; `orchestrator doctor` checks what this machine offers.",
        ExitCode.Failed,
        exception);

    private static string WithoutRemedy(DevServiceException exception) => exception.Message.EndsWith(exception.Remedy, StringComparison.Ordinal)
        ? exception.Message[..^exception.Remedy.Length].TrimEnd()
        : exception.Message;

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }
}
