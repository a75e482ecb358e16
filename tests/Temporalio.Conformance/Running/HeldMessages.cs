using System.Collections.Concurrent;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

/// <summary>Keeps what a test reports until it is known whether it counts.</summary>
internal sealed class HeldMessages : IMessageBus
{
    private readonly ConcurrentQueue<IMessageSinkMessage> messages = new();

    /// <summary>The first failure among them, in one line.</summary>
    public string Failure => string.Join(' ', messages.OfType<ITestFailed>().SelectMany(f => f.Messages).FirstOrDefault("").Split(default(char[]), 60, StringSplitOptions.RemoveEmptyEntries));

    public bool QueueMessage(IMessageSinkMessage message)
    {
        messages.Enqueue(message);
        return true;
    }

    /// <summary>Reports them.</summary>
    /// <param name="bus">Where to.</param>
    /// <param name="note">What the test adds to its output.</param>
    public void ForwardTo(IMessageBus bus, string? note = null)
    {
        foreach (var message in messages)
        {
            bus.QueueMessage(note is null ? message : With(note, message));
        }
    }

    private static IMessageSinkMessage With(string note, IMessageSinkMessage message) => message switch
    {
        ITestPassed passed => new TestPassed(passed.Test, passed.ExecutionTime, $"{note}{Environment.NewLine}{passed.Output}"),
        ITestFailed failed => new TestFailed(
            failed.Test, failed.ExecutionTime, $"{note}{Environment.NewLine}{failed.Output}", failed.ExceptionTypes, failed.Messages, failed.StackTraces, failed.ExceptionParentIndices),
        _ => message,
    };

    public void Dispose()
    {
    }
}
