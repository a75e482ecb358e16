using Xunit.Sdk;

namespace Temporalio.Conformance.Running;

/// <summary>One scenario of the protocol: runs in parallel with every other one.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Temporalio.Conformance.Running.ScenarioDiscoverer", "Temporalio.Conformance")]
public sealed class ScenarioAttribute : FactAttribute;
