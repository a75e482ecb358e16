namespace Orchestrator.Model;

/// <summary>Loudness of the delivered film (EBU R128 measures).</summary>
/// <param name="IntegratedLufs">Target of the whole film in LUFS, ±0.5.</param>
/// <param name="TruePeakDbtp">Ceiling of the true peak in dBTP.</param>
public sealed record Loudness(double IntegratedLufs, double TruePeakDbtp)
{
    /// <summary>Web platforms: −14 LUFS, −1 dBTP.</summary>
    public static Loudness Web => new(-14, -1);

    /// <summary>EBU R128 broadcast: −23 LUFS, −1 dBTP.</summary>
    public static Loudness Broadcast => new(-23, -1);

    /// <summary>Podcasts and phones: −16 LUFS, −1 dBTP.</summary>
    public static Loudness Mobile => new(-16, -1);
}
