namespace Orchestrator.Assembly;

/// <summary>
/// Makes a plain, pleasant music bed by additive synthesis: a wide pad, a soft bass and plucked notes in a small room. The same
/// mood, length and seed always give the same samples; the seed moves the key.
/// </summary>
internal static class BedComposer
{
    private const int Rate = Timeline.SampleRate;
    private const float Peak = 0.25f;

    /// <summary>Composes a bed.</summary>
    /// <param name="mood">A name of <see cref="BedMood.All"/>.</param>
    /// <param name="length">Length in sample frames.</param>
    /// <param name="seed">Seed of the film.</param>
    /// <exception cref="AssemblyException">The mood is unknown.</exception>
    public static StereoSound Compose(string mood, int length, long seed)
    {
        var score = BedMood.All.FirstOrDefault(entry => entry.Name == mood)
            ?? throw new AssemblyException($"The music mood '{mood}' is unknown; there are none, {string.Join(", ", BedMood.All.Select(entry => entry.Name))}.");
        var key = (int)(((seed % 7) + 7) % 7) - 3;
        var sound = new StereoSound(length);
        var bar = 4 * 60.0 / score.BeatsPerMinute;
        for (var number = 0; number * bar * Rate < length; number++)
            PlayBar(sound, score, number, bar, key);
        Room.Apply(sound, 0.22f);
        Level(sound);
        return sound;
    }

    private static void PlayBar(StereoSound sound, BedMood score, int number, double bar, int key)
    {
        var start = number * bar;
        var chord = score.Chords[number % score.Chords.Count];
        var beat = bar / 4;
        for (var note = 1; note < chord.Length; note++)
        {
            // Two voices a little out of tune, one to each side, make the pad wide.
            var pitch = Pitch(chord[note] + key);
            var tone = new Tone(start, bar + 0.4, score.PadAttack, 1.4, 0, 4, 2.0);
            tone.Play(sound, pitch * 0.9985, 0.10, -0.6);
            tone.Play(sound, pitch * 1.0015, 0.10, 0.6);
        }

        var beats = score.PulsedBass ? 4 : 1;
        for (var pulse = 0; pulse < beats; pulse++)
            new Tone(start + (pulse * bar / beats), bar / beats, 0.03, 0.25, score.PulsedBass ? 1.8 : 0.4, 3, 1.8).Play(sound, Pitch(chord[0] + key), 0.28, 0);

        var steps = 4 * score.StepsPerBeat;
        for (var step = 0; step < steps; step++)
        {
            var note = score.Pattern[((number * steps) + step) % score.Pattern.Count];
            if (note > 0 && note < chord.Length)
                new Tone(start + (step * beat / score.StepsPerBeat), 1.6, 0.004, 0.3, 2.6, 5, 1.5)
                    .Play(sound, Pitch(chord[note] + 12 + key), 0.22 * score.PluckLevel, step % 2 == 0 ? -0.35 : 0.35);
        }
    }

    private static double Pitch(int midi) => 440 * Math.Pow(2, (midi - 69) / 12.0);

    private static void Level(StereoSound sound)
    {
        var peak = sound.Samples.Select(Math.Abs).DefaultIfEmpty().Max();
        if (peak <= 0)
            return;
        for (var index = 0; index < sound.Samples.Length; index++)
            sound.Samples[index] *= Peak / peak;
    }
}
