namespace Orchestrator.Assembly;

/// <summary>A note as a sum of harmonics under one envelope.</summary>
/// <param name="Start">Seconds from the start of the sound.</param>
/// <param name="Hold">Seconds until it is let go.</param>
/// <param name="Attack">Seconds to full level.</param>
/// <param name="Release">Seconds to silence after it is let go.</param>
/// <param name="Decay">Decay of the fundamental in nepers a second; higher harmonics decay faster.</param>
/// <param name="Harmonics">How many harmonics sound.</param>
/// <param name="Slope">Harmonic n has level n^−slope.</param>
internal readonly record struct Tone(double Start, double Hold, double Attack, double Release, double Decay, int Harmonics, double Slope)
{
    private const int Rate = Timeline.SampleRate;

    /// <summary>Adds the note to a sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="pitch">Fundamental in Hz.</param>
    /// <param name="level">Amplitude of the fundamental.</param>
    /// <param name="pan">−1 left, 1 right; equal power between.</param>
    public void Play(StereoSound sound, double pitch, double level, double pan)
    {
        var first = (int)(Start * Rate);
        var note = new float[Math.Max(0, Math.Min(sound.Frames - first, (int)((Hold + Release) * Rate)))];
        for (var harmonic = 1; harmonic <= Harmonics && pitch * harmonic < Rate / 3.0; harmonic++)
            Ring(note, pitch * harmonic, level * Math.Pow(harmonic, -Slope), Decay * (0.6 + (0.4 * harmonic)));

        var (left, right) = ((float)Math.Cos((pan + 1) * Math.PI / 4), (float)Math.Sin((pan + 1) * Math.PI / 4));
        for (var index = 0; index < note.Length; index++)
        {
            var value = note[index] * Envelope(index);
            sound.Add(first + index, value * left, value * right);
        }
    }

    // The oscillator is a point turned by a fixed angle a sample; decay shortens it as it turns.
    private static void Ring(float[] note, double frequency, double level, double decay)
    {
        var angle = 2 * Math.PI * frequency / Rate;
        var shrink = Math.Exp(-decay / Rate);
        var (turnX, turnY) = (Math.Cos(angle) * shrink, Math.Sin(angle) * shrink);
        var (x, y) = (level, 0.0);
        for (var index = 0; index < note.Length; index++)
        {
            note[index] += (float)y;
            (x, y) = ((x * turnX) - (y * turnY), (x * turnY) + (y * turnX));
        }
    }

    private float Envelope(int index)
    {
        var time = (double)index / Rate;
        var rise = Math.Min(1, time / Attack);
        var fall = Math.Clamp((Hold + Release - time) / Release, 0, 1);
        return (float)(rise * fall * fall);
    }
}
