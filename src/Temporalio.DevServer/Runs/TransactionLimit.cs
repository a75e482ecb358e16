namespace Temporalio.DevServer.Runs;

/// <summary>How many bytes of events a run may gain in one step.</summary>
internal static class TransactionLimit
{
    public const long Bytes = 4 * 1024 * 1024;

    /// <exception cref="TransactionTooLargeException">The step is too large; nothing of it may be kept.</exception>
    public static void Check(Run run)
    {
        if (run.Events.FreshBytes() is var size && size > Bytes)
            throw new TransactionTooLargeException(run, "Transaction size exceeds limit.", $"transaction size of {size} bytes exceeds limit of {Bytes} bytes");
    }
}
