using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Script;

internal enum KeySide { Front, Left, Right, Behind, Above }

internal enum DayTime { Day, Dawn, Dusk, Night }

internal enum Framing { Wide, Medium, Close }

internal enum Stance { Standing, Sitting, Walking, Leaning, Crouching }

internal enum Gesture { Relaxed, Reaching, Raising, Holding, Pointing }

internal enum Facing { Right, Left, Camera, Away }

internal enum CameraMove { Locked, PanLeft, PanRight, TiltUp, TiltDown, PushIn, PullOut }

internal enum Setting { Plain, Harbor, Sea, Beach, Street, Forest, Field, Mountain, Desert, Cafe, Kitchen, Room, Office, Studio }

internal enum Weather { Clear, Fog, Rain, Snow }

/// <summary>Light: warmth −1 cool to +1 warm, exposure in EV.</summary>
internal sealed record LightCue(double Warmth, bool Soft, KeySide Key, double Exposure, DayTime Time);

/// <summary>Colours, first the dominant one; saturation as a factor, hue rotation in degrees.</summary>
internal sealed record PaletteCue(IReadOnlyList<Rgb> Colours, double Saturation, double Hue);

/// <summary>Where the subject's centre is, in fractions of the frame, and its scale in the framing.</summary>
internal sealed record FrameCue(Framing Framing, double X, double Y, double Scale);

internal sealed record PoseCue(Stance Stance, Gesture Gesture, Facing Facing);

internal sealed record PlaceCue(Setting Setting, Weather Weather, string Text);

/// <summary>Camera move with its pace: 1 slow, 2 medium, 4 fast.</summary>
internal sealed record CameraCue(CameraMove Move, double Pace);

/// <summary>Movement: level 0 still to 3 energetic; speed as a factor.</summary>
internal sealed record MotionCue(int Level, double Speed);
