using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Tests.Service;

/// <summary>Makes two cases of each <see cref="ServiceTheoryAttribute"/>; the rows of a theory are read when it runs.</summary>
public sealed class ServiceTheoryDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Enum.GetValues<ServiceKind>().Select(kind => new ServiceTheoryTestCase(
            diagnostics,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            ServiceCollection.On(kind, testMethod),
            kind));
}
