using System.Numerics;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Film;

/// <summary>One setup ready to shoot: the set painted for all that the camera will see, the cast, the weather.</summary>
internal sealed class Scene : IDisposable
{
    private const float Margin = 0.03f;

    private readonly CameraRig rig;
    private readonly List<(SetLayer Sheet, LayerTexture Texture)> layers = [];
    private readonly IPerformer performer;
    private readonly Weatherman weather;
    private readonly Extras extras;
    private readonly LayerSampler sampler;
    private readonly Grade grade;
    private readonly ShotScript script;
    private readonly Staging begins;
    private readonly int still;
    private readonly bool fast;
    private Canvas? plate;

    /// <param name="script">What is asked, habits included.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="seconds">How long the camera runs.</param>
    /// <param name="lot">Draws what the words leave open.</param>
    /// <param name="begins">How its first frame finds it; null at the beginning of a scene.</param>
    /// <param name="cast">Draws who the subject is, where it is not drawn as all else.</param>
    public Scene(ShotScript script, int width, int height, float seconds, ulong lot, Staging? begins = null, ulong? cast = null)
    {
        (this.script, this.begins) = (script, begins ?? Staging.Fresh);
        var mood = Mood.Of(script, (float)width / height, Lot.Hash(lot, script.Place.Text));
        rig = new CameraRig(script, width, height, begins);
        grade = new Grade(script.Light.Exposure, script.Light.Warmth, script.Palette.Saturation, script.Palette.Hue);
        // A stranger is not who the references show.
        performer = Casting.Choose(cast is null ? script : script with { Likeness = null, Held = null }, mood, rig.Nominal, cast ?? lot, this.begins);
        weather = new Weatherman(mood, script.Place, lot);
        extras = new Extras(mood, script.Place.Setting);
        sampler = new LayerSampler(width);
        var sheets = SetBuilder.Build(script.Place.Setting, mood);
        if (performer.Table is { } table)
            sheets.Add(table);
        foreach (var sheet in sheets.OrderBy(s => s.Depth))
            layers.Add((sheet, PaintSheet(sheet, width, height, seconds)));
        // A locked camera sees the same sheets in every frame up to the first one that moves by itself.
        still = rig.Moves ? 0 : layers.TakeWhile(l => l.Sheet is { IsStill: true, Depth: < 1 }).Count();
        fast = still > 0;
    }

    /// <summary>How far the subject hangs above its mark, in frame heights.</summary>
    public float Lift { get; set; }

    /// <summary>Draws the scene as it is at a time since its first frame, in seconds.</summary>
    public void Compose(Canvas frame, float time)
    {
        if (fast)
        {
            plate ??= Plate(frame);
            plate.Pixels.CopyTo(frame.Pixels);
        }

        var (passed, stage, place) = (0, 0, 0);
        var phase = begins.PhaseAt(script, time);
        foreach (var (sheet, texture) in layers)
        {
            // Passers-by walk behind a table and on the ground.
            if (sheet.Depth >= 1 && passed++ == 0)
                extras.Pass(Brush(frame, Extras.Depth, time), phase);
            if (sheet.Depth > 1 && stage++ == 0)
                Perform(frame, time);
            if (place++ >= still)
                Lay(frame, sheet, texture, time);
        }

        if (passed == 0)
            extras.Pass(Brush(frame, Extras.Depth, time), phase);
        if (stage == 0)
            Perform(frame, time);
        weather.Fall(Brush(frame, 1.1f, time), phase, begins.LifeAt(script, time));
    }

    /// <summary>Gives back what the set was painted on.</summary>
    public void Dispose()
    {
        plate?.Dispose();
        foreach (var (_, texture) in layers)
            texture.Canvas.Dispose();
    }

    /// <summary>Seconds of action that pass in a second.</summary>
    public static float Liveliness(MotionCue motion) => (float)motion.Speed * motion.Level switch { 0 => 0.05f, 1 => 1.3f, 2 => 3f, _ => 6f };

    private Canvas Plate(Canvas frame)
    {
        var empty = new Canvas(frame.Width, frame.Height, 0, 0, frame.Height);
        foreach (var (sheet, texture) in layers.Take(still))
            Lay(empty, sheet, texture, 0);
        return empty;
    }

    private void Perform(Canvas frame, float time)
    {
        var brush = Brush(frame, 1, time);
        if (performer is TurningPerson turning)
            turning.Turned = begins.PoseAt(time);
        performer.Perform(Lift == 0 ? brush : new Brush(frame, grade) { Origin = brush.Origin + new Vector2(0, Lift), Scale = brush.Scale }, begins.PhaseAt(script, time), begins.LifeAt(script, time));
    }

    private Brush Brush(Canvas frame, float depth, float time)
    {
        var view = rig.At(depth, time);
        return new Brush(frame, grade) { Origin = -view.Offset / view.Scale, Scale = view.Scale };
    }

    private void Lay(Canvas frame, SetLayer sheet, LayerTexture texture, float time)
    {
        var view = rig.At(sheet.Depth, time);
        var phase = begins.PhaseAt(script, time);
        view = view with { Offset = view.Offset + new Vector2(sheet.Drift * phase, sheet.Bob * MathF.Sin(phase * 1.4f)) * view.Scale };
        Func<float, float>? lean = sheet switch
        {
            { Ripple: not 0 } => y => Wave(y, phase) * sheet.Ripple * Math.Clamp((y - sheet.From) * 6 + 0.15f, 0, 1),
            { Sway: not 0 } => y => sheet.Sway * (sheet.Root - y) * (MathF.Sin(phase * 1.3f + y * 1.5f) + 0.4f * MathF.Sin(phase * 2.9f)),
            _ => null,
        };
        sampler.Draw(texture, frame, view, lean);
    }

    // Rows slide against each other: long swells, and shorter ones across them.
    private static float Wave(float y, float phase)
        => MathF.Sin(y * 90 / (0.4f + y) + phase * 2.3f) * 0.6f + MathF.Sin(y * 37 - phase * 1.7f) * 0.4f;

    private LayerTexture PaintSheet(SetLayer sheet, int width, int height, float seconds)
    {
        var (low, high) = (new Vector2(float.MaxValue), new Vector2(float.MinValue));
        for (var i = 0; i <= 4; i++)
        {
            var view = rig.At(sheet.Depth, seconds * i / 4);
            low = Vector2.Min(low, view.ToWorld(Vector2.Zero));
            high = Vector2.Max(high, view.ToWorld(new Vector2(width, height)));
        }

        var drift = sheet.Drift * begins.PhaseAt(script, seconds);
        var lean = sheet.Ripple + 1.4f * sheet.Sway * MathF.Max(MathF.Abs(sheet.Root - low.Y), MathF.Abs(sheet.Root - high.Y));
        low.X -= Margin + MathF.Max(0, drift) + lean;
        high.X += Margin + MathF.Max(0, -drift) + lean;
        low.Y = MathF.Max(low.Y - Margin, sheet.From);
        high.Y = MathF.Max(low.Y + 0.02f, MathF.Min(high.Y + Margin, sheet.Until));
        // A blurred sheet needs no more pixels than its blur leaves to see.
        var first = rig.At(sheet.Depth, 0);
        var density = first.Scale * (sheet.Blur * first.Scale > 5 ? 0.5f : 1);
        var left = Aligned(low.X, first.Offset.X, first.Scale, density);
        var top = Aligned(low.Y, first.Offset.Y, first.Scale, density);
        var canvas = new Canvas((int)((high.X - left) * density) + 2, (int)((high.Y - top) * density) + 2, left, top, density);
        sheet.Paint(new Brush(canvas));
        return LayerTexture.Finish(canvas, grade, sheet.Blur);
    }

    // Puts texels exactly on the pixels of the first frame, so that a locked camera needs no interpolation.
    private static float Aligned(float world, float offset, float scale, float density)
        => density == scale ? (MathF.Floor(world * scale + offset) - offset) / scale : world;
}
