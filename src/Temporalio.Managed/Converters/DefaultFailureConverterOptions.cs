namespace Temporalio.Converters;

/// <summary>Options of a <see cref="DefaultFailureConverter"/>.</summary>
public class DefaultFailureConverterOptions : ICloneable
{
    /// <summary>Gets or sets a value indicating whether message and stack trace travel as a payload, so that a codec can hide them.</summary>
    public bool EncodeCommonAttributes { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();
}
