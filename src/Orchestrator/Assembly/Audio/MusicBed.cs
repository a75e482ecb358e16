using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>The music under the film: the brief's own file, looped or trimmed, or a bed made here.</summary>
internal sealed class MusicBed(IAssetStore assets, SoundFiles files)
{
    // A loop overlaps itself by this long, or by a quarter of short music.
    private const double LoopSeconds = 1.5;

    /// <summary>The bed, exactly as long as the film, with its fades; null when the brief wants none.</summary>
    /// <exception cref="AssemblyException">The brief's file is not sound, or its mood is unknown.</exception>
    public async Task<StereoSound?> MakeAsync(Brief brief, CancellationToken cancellationToken)
    {
        var length = (int)Timeline.SampleAt(brief.TotalFrames, brief.Fps);
        var bed = brief.Music.File is { } file
            ? await FromFileAsync(file, length, cancellationToken)
            : brief.Music.Mood == "none" ? null : BedComposer.Compose(brief.Music.Mood, length, brief.Seed);
        bed?.Fade(brief.Music.FadeInSeconds, brief.Music.FadeOutSeconds);
        return bed;
    }

    private async Task<StereoSound> FromFileAsync(AssetRef file, int length, CancellationToken cancellationToken)
    {
        StereoSound music;
        try
        {
            music = await files.ReadAsync(await assets.FileAsync(file, cancellationToken), length, cancellationToken);
        }
        catch (MediaException exception) when (!exception.DiskFull && !exception.ToolMissing)
        {
            throw new AssemblyException($"The music {file.ShortName()} ({file.MediaType}) cannot be decoded as sound.", exception);
        }

        if (music.Frames == 0)
            throw new AssemblyException($"The music {file.ShortName()} ({file.MediaType}) holds no sound.");
        return music.Frames >= length ? music : Loop(music, length);
    }

    /// <summary>Repeats sound to a length, each round crossfaded into the next with equal power.</summary>
    internal static StereoSound Loop(StereoSound music, int length)
    {
        var overlap = Math.Min((int)(LoopSeconds * Timeline.SampleRate), music.Frames / 4);
        var looped = new StereoSound(length);
        for (var place = 0; place < length; place += music.Frames - overlap)
        {
            for (var sample = 0; sample < music.Frames && place + sample < length; sample++)
            {
                var gain = 1.0;
                if (place > 0 && sample < overlap)
                    gain = Math.Sin(Math.PI / 2 * (sample + 0.5) / overlap);
                else if (sample >= music.Frames - overlap)
                    gain = Math.Sin(Math.PI / 2 * (music.Frames - sample - 0.5) / overlap);
                looped.Add(place + sample, (float)(music.Samples[sample * 2] * gain), (float)(music.Samples[(sample * 2) + 1] * gain));
            }
        }

        return looped;
    }
}
