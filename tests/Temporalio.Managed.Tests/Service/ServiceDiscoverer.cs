using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Tests.Service;

/// <summary>Makes two cases of each test on a service; the rows of a theory are read when it runs.</summary>
public sealed class ServiceDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        Enum.GetValues<ServiceKind>().Select(kind => new ServiceTestCase(
            diagnostics,
            discoveryOptions.MethodDisplayOrDefault(),
            discoveryOptions.MethodDisplayOptionsOrDefault(),
            ServiceCollection.On(kind, testMethod),
            kind));
}
