using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Sets;

/// <summary>One sheet of a set: how far away it hangs and what is painted on it.</summary>
/// <param name="Depth">0 at the horizon, 1 where the subject is, more in front of it.</param>
/// <param name="Paint">Paints the part of the world that a brush's canvas covers.</param>
internal sealed record SetLayer(float Depth, Action<Brush> Paint)
{
    /// <summary>Blur radius in world units.</summary>
    public float Blur { get; init; }

    /// <summary>World units per second at natural speed, as clouds drift.</summary>
    public float Drift { get; init; }

    /// <summary>Sideways sway of rows in world units, as water moves; 0 for none.</summary>
    public float Ripple { get; init; }

    /// <summary>Up and down in world units, as things afloat move.</summary>
    public float Bob { get; init; }

    /// <summary>Lean to and fro as a share of the distance from <see cref="Root"/>, as trees and hanging lamps move.</summary>
    public float Sway { get; init; }

    /// <summary>World y that does not sway.</summary>
    public float Root { get; init; }

    /// <summary>Nothing on the sheet moves by itself.</summary>
    public bool IsStill => Drift == 0 && Ripple == 0 && Bob == 0 && Sway == 0;

    /// <summary>World y above which nothing is painted.</summary>
    public float From { get; init; } = float.NegativeInfinity;

    /// <summary>World y below which nothing is painted.</summary>
    public float Until { get; init; } = float.PositiveInfinity;
}
