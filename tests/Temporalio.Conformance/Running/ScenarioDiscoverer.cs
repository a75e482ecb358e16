using Xunit.Abstractions;
using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

/// <summary>Gives every scenario a test collection of its own: scenarios mostly wait, so they wait together.</summary>
public sealed class ScenarioDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute)
    {
        var testClass = testMethod.TestClass;
        var collection = new TestCollection(
            testClass.TestCollection.TestAssembly, null, $"{testClass.Class.Name}.{testMethod.Method.Name}");
        var alone = new TestMethod(new TestClass(collection, testClass.Class), testMethod.Method);
        yield return new ScenarioTestCase(
            diagnostics, discoveryOptions.MethodDisplayOrDefault(), discoveryOptions.MethodDisplayOptionsOrDefault(), alone);
    }
}
