namespace Orchestrator.Assembly;

/// <summary>What decoding the whole film showed.</summary>
/// <param name="Pts">Presentation time of each picture, in ticks of the track, in the order decoded.</param>
/// <param name="Samples">Sample frames of sound.</param>
/// <param name="Black">Black stretches, in seconds.</param>
/// <param name="Frozen">Stretches in which the picture does not change, in seconds.</param>
/// <param name="Silent">Silent stretches, in seconds.</param>
/// <param name="Loudness">Loudness of the sound.</param>
internal sealed record FilmDecode(
    IReadOnlyList<long> Pts,
    long Samples,
    IReadOnlyList<Stretch> Black,
    IReadOnlyList<Stretch> Frozen,
    IReadOnlyList<Stretch> Silent,
    LoudnessReading Loudness);
