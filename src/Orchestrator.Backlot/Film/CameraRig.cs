using System.Numerics;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>
/// Where the camera looks: the composition puts the subject on its mark, the move carries on from there.
/// Far layers follow less, so that depth shows.
/// </summary>
internal sealed class CameraRig
{
    /// <summary>World y of the subject's centre before the composition moves it.</summary>
    public const float NominalY = 0.55f;

    private readonly CameraCue cue;
    private readonly Staging begins;
    private readonly Vector2 shift;
    private readonly float zoom;
    private readonly float aspect;
    private readonly int height;

    public CameraRig(ShotScript script, int width, int height, Staging? begins = null)
    {
        cue = script.Camera;
        this.begins = begins ?? Staging.Fresh;
        this.height = height;
        aspect = (float)width / height;
        zoom = (float)script.Frame.Scale;
        shift = new Vector2((float)(script.Frame.X - 0.5) * aspect, (float)script.Frame.Y - NominalY);
        Nominal = new Vector2(aspect / 2, NominalY);
    }

    /// <summary>The subject's centre in the world.</summary>
    public Vector2 Nominal { get; }

    public bool Moves => cue.Move != CameraMove.Locked;

    /// <param name="depth">0 horizon, 1 subject, more in front.</param>
    /// <param name="time">Seconds since the first frame.</param>
    public View At(float depth, float time)
    {
        var near = 1 + (zoom - 1) * (0.6f + 0.4f * depth);
        var placed = shift * (0.75f + 0.25f * depth);
        var push = 1 + (Push(time) - 1) * (0.5f + 0.5f * depth);
        var pan = Pan(time) * (0.8f + 0.2f * depth);
        // screen = C + ((N + (p − N) near + placed − pan) − C) push, in frame heights
        var centre = new Vector2(aspect / 2, 0.5f);
        var offset = centre + (Nominal * (1 - near) + placed - pan - centre) * push;
        return new View(near * push * height, offset * height);
    }

    /// <summary>How far it has turned, in frame heights.</summary>
    public Vector2 Pan(float time) => begins.Panned + cue.Move switch
    {
        CameraMove.PanRight => new Vector2(Travel(begins.Elapsed + time) * aspect, 0),
        CameraMove.PanLeft => new Vector2(-Travel(begins.Elapsed + time) * aspect, 0),
        CameraMove.TiltDown => new Vector2(0, Travel(begins.Elapsed + time)),
        CameraMove.TiltUp => new Vector2(0, -Travel(begins.Elapsed + time)),
        _ => default,
    };

    // 2.5 % of the frame a second at a slow pace; a move settles before it has crossed half the frame.
    private float Travel(float time) => 0.5f * MathF.Tanh(0.025f * (float)cue.Pace * time / 0.5f);

    /// <summary>How far it has come nearer, as a logarithm.</summary>
    public float Growth(float time) => begins.Grown + cue.Move switch
    {
        CameraMove.PushIn => Nearer(begins.Elapsed + time),
        CameraMove.PullOut => -Nearer(begins.Elapsed + time),
        _ => 0,
    };

    private float Nearer(float time) => 0.6f * MathF.Tanh(0.022f * (float)cue.Pace * time / 0.6f);

    private float Push(float time) => Growth(time) is var growth && growth == 0 ? 1 : MathF.Exp(growth);
}
