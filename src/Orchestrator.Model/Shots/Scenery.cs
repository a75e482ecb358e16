namespace Orchestrator.Model;

/// <summary>Where a shot takes place.</summary>
/// <param name="Setting">A noun phrase, e.g. <c>harbor quay at dawn</c>.</param>
/// <param name="Weather">Weather, where there is any.</param>
public sealed record Scenery(string Setting, Weather Weather = Weather.Clear);
