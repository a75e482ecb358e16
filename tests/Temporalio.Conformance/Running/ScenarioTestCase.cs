using System.ComponentModel;
using Temporalio.Conformance.Services;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

/// <summary>A scenario that is skipped, with the reason, where its service is missing.</summary>
public sealed class ScenarioTestCase : XunitTestCase
{
    private static readonly ReadingRoom Room = new();

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialisation only.")]
    public ScenarioTestCase()
    {
    }

    public ScenarioTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod)
        : base(diagnostics, display, options, testMethod)
    {
    }

    private bool OnRealService => TestMethod.TestClass.Class.GetCustomAttributes(typeof(RequiresRealServiceAttribute)).Any();

    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        return OnRealService
            ? SecondReading.RunAsync(Run, Room, messageBus, aggregator, () => cancellationTokenSource.IsCancellationRequested)
            : Run(messageBus, aggregator);

        Task<RunSummary> Run(IMessageBus bus, ExceptionAggregator exceptions) =>
            base.RunAsync(diagnosticMessageSink, bus, constructorArguments, exceptions, cancellationTokenSource);
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
        => OnRealService && RealServiceBinary.Path is null
            ? RealServiceBinary.MissingReason
            : base.GetSkipReason(factAttribute);
}
