namespace Temporalio.Worker;
/// <summary>x</summary>
public class TemporalWorker {}
