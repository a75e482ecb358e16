using Xunit.Sdk;

namespace Temporalio.Tests.Service;

/// <summary>A theory that runs on both services, as <see cref="ServiceFactAttribute"/> does.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Temporalio.Tests.Service.ServiceDiscoverer", "Temporalio.Managed.Tests")]
public sealed class ServiceTheoryAttribute : TheoryAttribute;
