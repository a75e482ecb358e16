using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;

namespace Orchestrator.Generation;

/// <summary>Lays the sound of a take under an edit of it by a model that makes pictures alone: the edit was to change nothing else.</summary>
internal sealed class SoundKeeper(IAssetStore assets, Ffmpeg ffmpeg)
{
    /// <summary>The clip with that sound, in place of the clip; neither picture nor sound is encoded anew.</summary>
    /// <exception cref="MediaException">One of the two cannot be read, or the disk is full.</exception>
    public async Task KeepAsync(TakeSource source, string clip, CancellationToken cancellationToken)
    {
        var kept = await assets.FileAsync(source.Clip, cancellationToken);
        var whole = clip + ".whole.mp4";
        await ffmpeg.RunAsync(
            ["-y", "-v", "error", "-i", clip, "-i", kept, "-map", "0:v:0", "-map", "1:a:0?", "-c", "copy", "-flags", "+bitexact", "-fflags", "+bitexact", "-movflags", "+faststart", whole],
            cancellationToken);
        File.Move(whole, clip, overwrite: true);
    }
}
