namespace Temporalio.DevServer.Visibility;

/// <summary>A visibility query as a condition in SQL.</summary>
/// <param name="Condition">The condition on the row <c>v</c>, with parameters from $0.</param>
/// <param name="Parameters">The values of the parameters.</param>
/// <param name="GroupBy">The attribute to count by; null if none.</param>
/// <param name="NamesDivision">The query asks for runs of a division itself; others show only runs without one.</param>
internal sealed record VisibilityQuery(string Condition, IReadOnlyList<object> Parameters, string? GroupBy, bool NamesDivision);
