namespace Orchestrator.Assembly;

/// <summary>48 kHz stereo sound in memory: interleaved 32-bit floats, 1.0 full scale. A minute takes 23 MB.</summary>
internal sealed class StereoSound
{
    /// <summary>Silence of a length.</summary>
    public StereoSound(long frames) => Samples = new float[checked(frames * 2)];

    /// <summary>Takes interleaved samples.</summary>
    public StereoSound(float[] samples) => Samples = samples;

    /// <summary>Interleaved samples, left first.</summary>
    public float[] Samples { get; }

    /// <summary>Length in sample frames.</summary>
    public int Frames => Samples.Length / 2;

    /// <summary>Adds a sample frame.</summary>
    public void Add(long frame, float left, float right)
    {
        Samples[frame * 2] += left;
        Samples[(frame * 2) + 1] += right;
    }

    /// <summary>Adds another sound from its start, as far as both reach.</summary>
    public void Mix(StereoSound other, double gainDb)
    {
        var gain = (float)Decibels.ToFactor(gainDb);
        var count = Math.Min(Samples.Length, other.Samples.Length);
        for (var index = 0; index < count; index++)
            Samples[index] += other.Samples[index] * gain;
    }

    /// <summary>Raised-cosine fades at both ends, in seconds.</summary>
    public void Fade(double inSeconds, double outSeconds)
    {
        var rise = Math.Min(Frames, (int)(inSeconds * Timeline.SampleRate));
        var fall = Math.Min(Frames, (int)(outSeconds * Timeline.SampleRate));
        for (var index = 0; index < rise; index++)
            Scale(index, Smooth((index + 0.5) / rise));
        for (var index = 0; index < fall; index++)
            Scale(Frames - 1 - index, Smooth((index + 0.5) / fall));
    }

    private static float Smooth(double part) => (float)(0.5 - (0.5 * Math.Cos(Math.PI * part)));

    private void Scale(int frame, float gain)
    {
        Samples[frame * 2] *= gain;
        Samples[(frame * 2) + 1] *= gain;
    }
}
