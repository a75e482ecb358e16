namespace Orchestrator.Model;

/// <summary>A take made to fit the film: size, rate, colour, exact frames, 48 kHz stereo of exactly that length.</summary>
/// <param name="ShotId">Its shot.</param>
/// <param name="Video">Picture: H.264 in MP4, exactly <paramref name="Frames"/> frames.</param>
/// <param name="Sound">Sound: 48 kHz stereo, 16-bit PCM in WAV, exactly as long as the picture.</param>
/// <param name="Frames">Frames.</param>
/// <param name="LastFrame">The last frame (PNG), for a shot that continues the action.</param>
public sealed record ConformedClip(string ShotId, AssetRef Video, AssetRef Sound, int Frames, AssetRef LastFrame);
