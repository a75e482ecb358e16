namespace Orchestrator.Assembly;

/// <summary>A small reverberant room: parallel feedback delays of mutually prime lengths, darkened at each turn, then all-passes.</summary>
internal static class Room
{
    private static readonly int[] Delays = [1781, 2129, 2503, 2857];
    private static readonly int[] Passes = [347, 113];
    private const float Feedback = 0.78f;
    private const float Darkening = 0.35f;
    private const int Spread = 41;

    /// <summary>Adds the room's answer to a sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="amount">Level of the answer against the sound.</param>
    public static void Apply(StereoSound sound, float amount)
    {
        for (var channel = 0; channel < 2; channel++)
        {
            var wet = Combs(sound, channel);
            foreach (var delay in Passes)
                AllPass(wet, delay + (channel * Spread));
            for (var frame = 0; frame < wet.Length; frame++)
                sound.Samples[(frame * 2) + channel] += wet[frame] * amount;
        }
    }

    private static float[] Combs(StereoSound sound, int channel)
    {
        var wet = new float[sound.Frames];
        foreach (var delay in Delays)
        {
            var line = new float[delay + (channel * Spread)];
            var dark = 0f;
            for (var frame = 0; frame < wet.Length; frame++)
            {
                ref var slot = ref line[frame % line.Length];
                var answer = slot;
                dark = (answer * (1 - Darkening)) + (dark * Darkening);
                slot = sound.Samples[(frame * 2) + channel] + (dark * Feedback);
                wet[frame] += answer / Delays.Length;
            }
        }

        return wet;
    }

    private static void AllPass(float[] wet, int delay)
    {
        var line = new float[delay];
        for (var frame = 0; frame < wet.Length; frame++)
        {
            ref var slot = ref line[frame % delay];
            var output = slot - (wet[frame] * 0.5f);
            slot = wet[frame] + (output * 0.5f);
            wet[frame] = output;
        }
    }
}
