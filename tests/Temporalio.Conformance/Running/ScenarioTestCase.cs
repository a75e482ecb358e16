using System.ComponentModel;
using Temporalio.Conformance.Services;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

/// <summary>A scenario that is skipped, with the reason, where its service is missing.</summary>
public sealed class ScenarioTestCase : XunitTestCase
{
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

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
        => TestMethod.TestClass.Class.GetCustomAttributes(typeof(RequiresRealServiceAttribute)).Any() && RealServiceBinary.Path is null
            ? RealServiceBinary.MissingReason
            : base.GetSkipReason(factAttribute);
}
