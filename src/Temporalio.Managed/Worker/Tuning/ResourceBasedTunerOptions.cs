namespace Temporalio.Worker.Tuning;

/// <summary>How much of the machine a worker may use.</summary>
/// <param name="TargetMemoryUsage">Share of the memory, from 0 to 1, above which there are no further slots. 0.8 is a good value.</param>
/// <param name="TargetCpuUsage">Share of the processors, from 0 to 1, above which there are no further slots. 0.9 is a good value.</param>
public sealed record ResourceBasedTunerOptions(double TargetMemoryUsage, double TargetCpuUsage);
