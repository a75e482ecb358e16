namespace Temporalio.Conformance.Running;

/// <summary>Scenarios of this class are reported as skipped where the real service is missing.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequiresRealServiceAttribute : Attribute;
