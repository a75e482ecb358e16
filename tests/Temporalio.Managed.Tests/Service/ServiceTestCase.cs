using System.ComponentModel;
using Temporalio.Conformance.Running;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Tests.Service;

/// <summary>A test on one of the services, or a theory, which runs once for each row of its data.</summary>
public sealed class ServiceTestCase : XunitTestCase
{
    private static readonly ReadingRoom Room = new();

    private ServiceKind kind;

    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("For deserialisation only.")]
    public ServiceTestCase()
    {
    }

    public ServiceTestCase(
        IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod testMethod, ServiceKind kind)
        : base(diagnostics, display, options, testMethod) => this.kind = kind;

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(kind), kind);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        kind = data.GetValue<ServiceKind>(nameof(kind));
        base.Deserialize(data);
    }

    public override async Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource)
    {
        if (SkipReason == null)
            await aggregator.RunAsync(() => constructorArguments.OfType<TemporalService>().Single().StartAsync(kind));
        return kind == ServiceKind.Real
            ? await SecondReading.RunAsync(Run, Room, messageBus, aggregator, () => cancellationTokenSource.IsCancellationRequested)
            : await Run(messageBus, aggregator);

        Task<RunSummary> Run(IMessageBus bus, ExceptionAggregator exceptions) => TestMethod.Method.GetParameters().Any()
            ? new XunitTheoryTestCaseRunner(this, DisplayName, SkipReason, constructorArguments, diagnosticMessageSink, bus, exceptions, cancellationTokenSource).RunAsync()
            : base.RunAsync(diagnosticMessageSink, bus, constructorArguments, exceptions, cancellationTokenSource);
    }

    protected override string GetDisplayName(IAttributeInfo factAttribute, string displayName) =>
        $"{base.GetDisplayName(factAttribute, displayName)} [{kind}]";

    protected override string? GetSkipReason(IAttributeInfo factAttribute) =>
        kind == ServiceKind.Real && TemporalCli.Path == null ? TemporalCli.MissingReason : base.GetSkipReason(factAttribute);

    protected override string GetUniqueID() => $"{base.GetUniqueID()}-{kind}";
}
