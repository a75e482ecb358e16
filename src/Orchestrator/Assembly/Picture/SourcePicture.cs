namespace Orchestrator.Assembly;

/// <summary>What must be known of a take's file to conform it.</summary>
/// <param name="Width">Width in square pixels, upright.</param>
/// <param name="Height">Height in square pixels, upright.</param>
/// <param name="Matrix">YUV matrix as the scaler names it.</param>
/// <param name="FullRange">True for 0..255 luma.</param>
/// <param name="Interlaced">True when the file says that its frames are two fields.</param>
/// <param name="SoundShift">Seconds by which the picture starts after the file does; the sound is moved by as much.</param>
/// <param name="HasSound">Whether there is a sound stream.</param>
internal sealed record SourcePicture(double Width, double Height, string Matrix, bool FullRange, bool Interlaced, double SoundShift, bool HasSound);
