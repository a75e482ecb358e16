using Orchestrator.Cli;
using Orchestrator.Model;

namespace Orchestrator.Tests.Cli;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(DeliveryStatus.Completed, 0)]
    [InlineData(DeliveryStatus.CompletedWithNotes, 2)]
    [InlineData(DeliveryStatus.StoppedByBudget, 3)]
    [InlineData(DeliveryStatus.Refused, 4)]
    [InlineData(DeliveryStatus.Failed, 5)]
    public void For_EachStatus_IsTheDocumentedCode(DeliveryStatus status, int code) => Assert.Equal(code, ExitCode.For(status));
}
