namespace Orchestrator.Model;

/// <summary>Look of the whole film; a shot's own words override it.</summary>
/// <param name="Lighting">Light where a beat names none.</param>
/// <param name="Colours">The film's colours, the dominant first; one to five names.</param>
/// <param name="Audience">Who the film is for, in words; planners may use it.</param>
public sealed record FilmStyle(Lighting Lighting, IReadOnlyList<string> Colours, string? Audience = null);
