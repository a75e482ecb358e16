using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Visibility;

/// <summary>An attribute a query names.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Column">Its column in the table of runs; null if it has rows in the table of attributes.</param>
internal sealed record QueryAttribute(string Name, IndexedValueType Type, string? Column);
