using Orchestrator.Model;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Lines;

namespace Orchestrator.Scoring.Measures;

/// <summary>Sound where sound was asked. What it says is not judged.</summary>
internal static class AudioMeasure
{
    /// <summary>Scores the sound; <paramref name="sound"/> is null where the clip has no sound stream.</summary>
    public static AttributeScore Score(Shot shot, SoundFacts? sound)
    {
        if (shot.Fields.Audio.Description is null)
            return Finding.Of(ScoredAttribute.Audio, 0, 1, "no sound was asked for", new Dictionary<string, double>());
        var silent = sound?.SilentShare ?? 1;
        var evidence = sound is null
            ? "no sound track although sound was asked for"
            : $"silent (under {SoundReader.SilenceDb:0} dB) for {100 * silent:0} % of {sound.Seconds:0.0} s, loudest {sound.PeakLevelDb:0} dB";
        return Finding.Of(
            ScoredAttribute.Audio, ScoreLines.Silence.Exceedance(silent), 1, evidence, new Dictionary<string, double> { ["silent"] = silent });
    }
}
