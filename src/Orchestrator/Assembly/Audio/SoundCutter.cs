using Orchestrator.Assets;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Cuts the film's sound as one piece: clips, music bed, mastering.</summary>
internal sealed class SoundCutter(ClipSounds clips, MusicBed beds, LoudnessMeter meter, Mastering mastering)
{
    // Quieter than this the clips' own sound is room noise; the bed is not measured against it.
    private const double Audible = -60;

    /// <summary>Makes the sound of a checked order, exactly as long as its picture before encoding.</summary>
    public async Task<MasteredSound> CutAsync(CutOrder order, WorkFolder folder, CancellationToken cancellationToken)
    {
        var film = await clips.LayAsync(order, cancellationToken);
        if (await beds.MakeAsync(order.Brief, cancellationToken) is { } bed)
            film.Mix(bed, await BedGainAsync(film, bed, order.Brief.Music.GainDb, cancellationToken));
        return await mastering.MasterAsync(film, order.Brief.Loudness, folder, cancellationToken);
    }

    // The brief's level is between what is heard of both: loudness against loudness.
    private async Task<double> BedGainAsync(StereoSound film, StereoSound bed, double wanted, CancellationToken cancellationToken)
    {
        var own = await meter.MeasureAsync(film, null, cancellationToken);
        var music = await meter.MeasureAsync(bed, null, cancellationToken);
        return own.IntegratedLufs <= Audible || music.Silent ? 0 : own.IntegratedLufs + wanted - music.IntegratedLufs;
    }
}
