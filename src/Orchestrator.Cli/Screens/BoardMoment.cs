namespace Orchestrator.Cli.Screens;

/// <summary>When and where a board is shown.</summary>
/// <param name="Elapsed">Time since the command started.</param>
/// <param name="Tick">Counts redraws; turns the spinners.</param>
/// <param name="Width">Columns of the screen.</param>
/// <param name="Height">Lines of the screen.</param>
/// <param name="Hint">What the reader can do now.</param>
internal sealed record BoardMoment(TimeSpan Elapsed, int Tick, int Width, int Height, string Hint);
