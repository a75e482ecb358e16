using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Visibility;

/// <summary>An attribute a query names.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Column">Its column in the table of runs; null if it has rows in the table of attributes.</param>
/// <param name="Stored">The name under which those rows are kept, where that is another one.</param>
internal sealed record QueryAttribute(string Name, IndexedValueType Type, string? Column, string? Stored = null)
{
    public bool IsStatus => Column == "status";

    public bool IsDuration => Column == "duration";
}
