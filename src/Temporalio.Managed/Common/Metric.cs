namespace Temporalio.Common;

/// <summary>A named measurement.</summary>
public abstract class Metric
{
    private protected Metric(string name, string? unit, string? description)
    {
        Name = name;
        Unit = unit;
        Description = description;
    }

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the unit, if one was given.</summary>
    public string? Unit { get; }

    /// <summary>Gets the description, if one was given.</summary>
    public string? Description { get; }
}
