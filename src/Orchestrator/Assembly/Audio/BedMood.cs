namespace Orchestrator.Assembly;

/// <summary>A mood as music: tempo, chords, and what plays them.</summary>
/// <param name="Name">The word in a brief.</param>
/// <param name="BeatsPerMinute">Tempo; a bar has four beats.</param>
/// <param name="Chords">One chord a bar, repeated; notes as MIDI numbers from the bass up, 69 is A at 440 Hz.</param>
/// <param name="StepsPerBeat">Plucked notes a beat.</param>
/// <param name="Pattern">Which chord note each step plucks, from 0; −1 rests. Repeated from bar to bar.</param>
/// <param name="PluckLevel">Level of the plucked notes, 0..1.</param>
/// <param name="PadAttack">Seconds until the pad is full.</param>
/// <param name="PulsedBass">A bass note on every beat instead of one a bar.</param>
internal sealed record BedMood(
    string Name,
    double BeatsPerMinute,
    IReadOnlyList<int[]> Chords,
    int StepsPerBeat,
    IReadOnlyList<int> Pattern,
    double PluckLevel,
    double PadAttack,
    bool PulsedBass)
{
    /// <summary>The moods a bed can be made for.</summary>
    public static IReadOnlyList<BedMood> All { get; } =
    [
        // C maj9, A m9, F maj9, G6 sus: no leading note resolves, nothing hurries.
        new("calm", 66, [[48, 64, 67, 71, 74], [45, 60, 64, 67, 71], [41, 57, 64, 67, 72], [43, 59, 62, 64, 69]],
            1, [1, 3, 2, 4, 1, 4, 3, -1], 0.35, 1.6, false),

        // G, D, E minor, C in a brisk walk with broken chords above.
        new("bright", 104, [[43, 62, 67, 71, 74], [50, 62, 66, 69, 74], [40, 59, 64, 67, 71], [48, 60, 64, 67, 72]],
            2, [1, 2, 3, 4, 3, 2, 3, 2], 0.6, 0.5, true),

        // D minor leaning on its flat second; a low pulse and sparse high notes.
        new("tense", 84, [[38, 57, 62, 65], [38, 58, 62, 65], [39, 58, 63, 67], [38, 57, 61, 64]],
            2, [3, -1, -1, 2, -1, 3, -1, -1, 2, -1, -1, 1, -1, -1, 3, -1], 0.4, 1.1, true),
    ];
}
