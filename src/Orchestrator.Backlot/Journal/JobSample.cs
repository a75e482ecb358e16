namespace Orchestrator.Backlot.Journal;

/// <summary>One of several clips of a job.</summary>
/// <param name="Number">Its number; the first is the job's own file.</param>
/// <param name="MediaId">Its file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Hash of the file.</param>
internal sealed record JobSample(int Number, string MediaId, long Length, string Sha256);
