namespace Orchestrator.Model;

/// <summary>The light of a shot.</summary>
/// <param name="Warmth">Colour temperature as a word.</param>
/// <param name="Quality">Hard or soft.</param>
/// <param name="From">Where the key light stands, seen from the camera.</param>
/// <param name="Time">Time of day.</param>
/// <param name="ExposureEv">Exposure compensation in stops; 0 is the scene's own exposure.</param>
public sealed record Lighting(Warmth Warmth, LightQuality Quality, LightDirection From, TimeOfDay Time, double ExposureEv = 0);
