using Xunit.Sdk;

namespace Temporalio.Tests.Service;

/// <summary>
/// A test that runs twice with the same code: on the dev service and on the real one. The second run is reported as skipped where
/// the program of the real service is not there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Temporalio.Tests.Service.ServiceDiscoverer", "Temporalio.Managed.Tests")]
public sealed class ServiceFactAttribute : FactAttribute;
