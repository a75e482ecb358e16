namespace Orchestrator.Model;

/// <summary>The camera's move.</summary>
/// <param name="Move">Kind of move.</param>
/// <param name="Pace">Its speed class.</param>
/// <param name="OneTake">How strongly one continuous take is asked.</param>
public sealed record Camera(CameraMove Move, Pace Pace, Insistence OneTake = Insistence.Plain);
