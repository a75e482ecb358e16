namespace Temporalio.DevServer.Matching;

/// <summary>A worker that polled a queue, and when it last did.</summary>
internal readonly record struct PollerRecord(string Identity, DateTime LastAccess, double RatePerSecond);
