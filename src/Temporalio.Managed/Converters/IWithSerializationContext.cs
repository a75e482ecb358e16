namespace Temporalio.Converters;

/// <summary>A converter that can tailor itself to what a value belongs to.</summary>
/// <typeparam name="T">Type of the tailored converter.</typeparam>
public interface IWithSerializationContext<out T>
{
    /// <summary>Makes a tailored copy; this one stays as it is.</summary>
    /// <param name="context">What the value belongs to.</param>
    /// <returns>The copy.</returns>
    T WithSerializationContext(ISerializationContext context);
}
