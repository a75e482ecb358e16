using System.Runtime.InteropServices;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Defects;

/// <summary>Puts documented weaknesses into the pictures of a take, frame by frame, in their order.</summary>
internal sealed class DefectLens(IReadOnlyList<Defect> defects, int frames)
{
    private const int GhostFrom = 8 * TakeOrder.Rate;
    private const int DiffusionFrom = 12 * TakeOrder.Rate;
    private const int GhostAge = 7;
    private const int BleedAge = 2;
    private readonly Queue<uint[]> past = [];
    private uint[] line = [];

    /// <summary>How far above its mark the subject floats, in frame heights.</summary>
    public float Lift(float frame)
        => defects.Contains(Defect.Buoyancy) ? 0.16f * MathF.Min(1, frame / (1.5f * TakeOrder.Rate)) * (1 + 0.25f * MathF.Sin(frame * 0.25f)) : 0;

    /// <summary>Factor on the brightness of a frame.</summary>
    public float Brightness(int frame) => defects.Contains(Defect.Spatiotemporal) ? 1 + 0.05f * ((frame & 1) == 0 ? 1 : -1) : 1;

    /// <summary>Changes a composed frame.</summary>
    public void Apply(Canvas frame, int at)
    {
        if (defects.Count == 0)
            return;
        var clean = Trails ? frame.Pixels.ToArray() : null;
        if (defects.Contains(Defect.LimbGhosting) && at >= GhostFrom)
            Ghost(frame, [GhostAge, 2 * GhostAge]);
        if (defects.Contains(Defect.LimbDiffusion) && at >= DiffusionFrom)
            Ghost(frame, [3, 6, 9, 12]);
        if (defects.Contains(Defect.MeshBleed))
            Ghost(frame, [BleedAge, 2 * BleedAge, 3 * BleedAge]);
        if (defects.Contains(Defect.RotationClip) && at > frames / 3 && at <= frames / 3 + TakeOrder.Rate / 2)
            Slide(frame, y => y > frame.Height / 2 ? frame.Width * 0.09f : 0);
        if (defects.Contains(Defect.LatentOverload))
            Slide(frame, y => Grown(at, 5) * frame.Width * 0.045f * MathF.Sin(y * 9f / frame.Height + at * 0.21f));
        if (defects.Contains(Defect.WindRig))
            Slide(frame, y => InBand(y, frame.Height) * frame.Width * 0.05f * MathF.Sin(at * 0.6f));
        if (clean is null)
            return;
        past.Enqueue(clean);
        if (past.Count > 2 * GhostAge)
            past.Dequeue();
    }

    private bool Trails => defects.Contains(Defect.LimbGhosting) || defects.Contains(Defect.LimbDiffusion) || defects.Contains(Defect.MeshBleed);

    private static float Grown(int frame, float seconds) => MathF.Min(1, frame / (seconds * TakeOrder.Rate));

    // Where clothes are: between the shoulders and the knees of a figure on its mark.
    private static float InBand(int y, int height) => MathF.Max(0, 1 - MathF.Abs(y / (float)height - 0.55f) / 0.17f);

    // The frame mixed in equal parts with what was seen before: what stands still stays as it is.
    private void Ghost(Canvas frame, ReadOnlySpan<int> ages)
    {
        var seen = past.ToArray();
        var parts = new List<uint[]>();
        foreach (var age in ages)
        {
            if (seen.Length >= age)
                parts.Add(seen[^age]);
        }

        if (parts.Count == 0)
            return;
        var bytes = MemoryMarshal.AsBytes(frame.Pixels);
        for (var i = 0; i < bytes.Length; i++)
        {
            var sum = (int)bytes[i];
            foreach (var part in parts)
                sum += MemoryMarshal.AsBytes(part.AsSpan())[i];
            bytes[i] = (byte)(sum / (parts.Count + 1));
        }
    }

    private void Slide(Canvas frame, Func<int, float> by)
    {
        if (line.Length < frame.Width)
            line = new uint[frame.Width];
        for (var y = 0; y < frame.Height; y++)
        {
            var shift = (int)MathF.Round(by(y));
            if (shift == 0)
                continue;
            var row = frame.Row(y);
            row.CopyTo(line);
            for (var x = 0; x < row.Length; x++)
                row[x] = line[Math.Clamp(x - shift, 0, row.Length - 1)];
        }
    }
}
