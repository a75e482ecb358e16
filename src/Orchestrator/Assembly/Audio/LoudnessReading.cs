namespace Orchestrator.Assembly;

/// <summary>What EBU R128 says of a sound.</summary>
/// <param name="IntegratedLufs">Integrated loudness in LUFS; −70 for silence.</param>
/// <param name="TruePeakDbtp">True peak in dBTP; −120 for digital silence.</param>
internal sealed record LoudnessReading(double IntegratedLufs, double TruePeakDbtp)
{
    /// <summary>Stands for the level of digital silence.</summary>
    public const double Nothing = -120;

    /// <summary>True when there is nothing to be made louder.</summary>
    public bool Silent => IntegratedLufs <= -69;
}
