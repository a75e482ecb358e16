using Orchestrator.Assets;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>Lays the clips' own sound along the film, in samples: equal-power crossfades in the overlaps of the picture.</summary>
internal sealed class ClipSounds(IAssetStore assets, SoundFiles files)
{
    // At a hard cut each side fades for 2 ms: too short to be heard as a fade, long enough not to click.
    private const int Declick = 96;

    /// <summary>The clips' sound, exactly as long as the film.</summary>
    public async Task<StereoSound> LayAsync(CutOrder order, CancellationToken cancellationToken)
    {
        var fps = order.Brief.Fps;
        var shots = order.Plan.Shots;
        var film = new StereoSound(Timeline.SampleAt(order.Plan.TotalFrames, fps));
        for (var index = 0; index < shots.Count; index++)
        {
            var start = order.Plan.StartFrame(index);
            var path = await assets.FileAsync(order.Clips[index].Sound, cancellationToken);
            // Lengths are differences of places on the film's own sample line, so that no rate leaves a gap of a sample.
            var length = Timeline.SampleAt(start + shots[index].Frames, fps) - Timeline.SampleAt(start, fps);
            var clip = await files.ReadAsync(path, length, cancellationToken);
            var head = index == 0 ? -1 : Join(shots[index - 1].TransitionOutFrames, fps);
            var tail = index == shots.Count - 1 ? -1 : Join(shots[index].TransitionOutFrames, fps);
            Lay(film, clip, Timeline.SampleAt(start, fps), length, head, tail);
        }

        return film;
    }

    private static long Join(int overlap, int fps) => overlap > 0 ? Timeline.SampleAt(overlap, fps) : Declick;

    private static void Lay(StereoSound film, StereoSound clip, long place, long length, long head, long tail)
    {
        for (var sample = 0L; sample < Math.Min(length, clip.Frames); sample++)
        {
            var gain = Rise(sample, head) * Rise(length - 1 - sample, tail);
            film.Add(place + sample, clip.Samples[sample * 2] * gain, clip.Samples[(sample * 2) + 1] * gain);
        }
    }

    // Equal power: the squares of a rise and of the fall beside it add up to one.
    private static float Rise(long sample, long length) => sample >= length ? 1 : (float)Math.Sin(Math.PI / 2 * (sample + 0.5) / length);
}
