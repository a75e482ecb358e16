namespace Temporalio.Worker.Tuning;

/// <summary>The right to do one thing.</summary>
public class SlotPermit
{
    /// <summary>Initializes a new instance of the <see cref="SlotPermit"/> class.</summary>
    public SlotPermit()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="SlotPermit"/> class.</summary>
    /// <param name="data">Anything the supplier wants back with the permit.</param>
    public SlotPermit(object data) => UserData = data;

    /// <summary>Gets what the supplier gave with the permit.</summary>
    public object? UserData { get; init; }
}
