using System.Numerics;

namespace Orchestrator.Backlot.Picture;

internal enum PaintKind { Flat, Linear, Radial, Sphere }

/// <summary>What fills a shape: a ramp of colours along a line, away from a point, or by the light on a ball.</summary>
/// <param name="Kind">How a place finds its colour in the ramp.</param>
/// <param name="From">Linear: where the ramp begins. Radial and Sphere: the centre.</param>
/// <param name="To">Linear: where the ramp ends. Radial and Sphere: the radii.</param>
/// <param name="Light">Sphere: direction towards the light.</param>
/// <param name="Ramp">Packed colours, first to last.</param>
internal readonly record struct Paint(PaintKind Kind, Vector2 From, Vector2 To, Vector3 Light, uint[] Ramp)
{
    public static Paint Flat(Rgb colour, float alpha = 1) => new(PaintKind.Flat, default, default, default, [colour.Pack(alpha)]);

    public static Paint Linear(Vector2 from, Vector2 to, uint[] ramp) => new(PaintKind.Linear, from, to, default, ramp);

    public static Paint Linear(Vector2 from, Vector2 to, Rgb first, Rgb last) => Linear(from, to, Ramps.Between(first, last));

    public static Paint Radial(Vector2 centre, Vector2 radii, uint[] ramp) => new(PaintKind.Radial, centre, radii, default, ramp);

    public static Paint Sphere(Vector2 centre, Vector2 radii, Vector3 light, uint[] ramp) => new(PaintKind.Sphere, centre, radii, light, ramp);
}
