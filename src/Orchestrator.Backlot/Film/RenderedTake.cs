using Orchestrator.Backlot.Defects;

namespace Orchestrator.Backlot.Film;

/// <summary>A finished media file in the media folder.</summary>
internal sealed record RenderedTake(string FileName, long Length, double Seconds, long Seed, IReadOnlyList<Habit> Habits, IReadOnlyList<Defect> Defects);
