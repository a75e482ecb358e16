using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Transport;

namespace Temporalio.Tests.Transport;

public sealed class PayloadSizesTests
{
    [Fact]
    public void Check_LargeMemo_Warns()
    {
        var request = new StartWorkflowExecutionRequest { Memo = new() { Fields = { ["cast"] = Of(3000) } } };
        Assert.StartsWith("[TMPRL1103] Memo of Start has 30", Assert.Single(Warnings(request)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LargeInputOfOneCommand_NamesTheField()
    {
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Commands =
            {
                new Command { ScheduleActivityTaskCommandAttributes = new() { Input = new() { Payloads_ = { Of(10) } } } },
                new Command { ScheduleActivityTaskCommandAttributes = new() { Input = new() { Payloads_ = { Of(600_000) } } } },
            },
        };
        Assert.StartsWith("[TMPRL1103] input of Start has 6000", Assert.Single(Warnings(request)), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ManySmallParts_DoesNotWarn()
    {
        var request = new RespondWorkflowTaskCompletedRequest();
        for (var i = 0; i < 10; i++)
            request.Commands.Add(new Command { ScheduleActivityTaskCommandAttributes = new() { Input = new() { Payloads_ = { Of(100_000) } } } });
        Assert.Empty(Warnings(request));
    }

    [Fact]
    public void Check_SwitchedOff_DoesNotWarn() =>
        Assert.Empty(Warnings(
            new StartWorkflowExecutionRequest
            {
                Memo = new() { Fields = { ["cast"] = Of(3000) } },
                Input = new() { Payloads_ = { Of(600_000) } },
            },
            payloads: 0,
            memo: 0));

    private static Payload Of(int size) => new() { Data = ByteString.CopyFrom(new byte[size]) };

    private static List<string> Warnings(IMessage request, int payloads = 512 * 1024, int memo = 2048)
    {
        var logger = new ListLogger();
        new PayloadSizes(new() { PayloadsWarnSize = payloads, MemoWarnSize = memo }, logger).Check("Start", request);
        return logger.Lines;
    }

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
