namespace Orchestrator.Model;

/// <summary>The colours of a shot.</summary>
/// <param name="Colours">One to five colour names, the dominant first.</param>
/// <param name="SaturationPercent">Saturation in percent of the scene's own; 100 leaves it.</param>
/// <param name="HueShiftDegrees">Rotation of all hues in degrees; 0 leaves them.</param>
public sealed record Palette(IReadOnlyList<string> Colours, double SaturationPercent = 100, double HueShiftDegrees = 0)
{
    /// <summary>Equal when the colours are equal in order.</summary>
    public bool Equals(Palette? other) => other is not null && Colours.SequenceEqual(other.Colours)
        && SaturationPercent.Equals(other.SaturationPercent) && HueShiftDegrees.Equals(other.HueShiftDegrees);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Colours.Count, SaturationPercent, HueShiftDegrees);
}
