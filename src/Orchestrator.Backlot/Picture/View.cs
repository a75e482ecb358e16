using System.Numerics;

namespace Orchestrator.Backlot.Picture;

/// <summary>From world to screen: pixels = world × scale + offset.</summary>
internal readonly record struct View(float Scale, Vector2 Offset)
{
    public Vector2 ToScreen(Vector2 world) => world * Scale + Offset;

    public Vector2 ToWorld(Vector2 screen) => (screen - Offset) / Scale;
}
