using System.Diagnostics;
using Temporalio.Exceptions;
using Temporalio.Runtime;

namespace Temporalio.Client.Transport;

/// <summary>Counts and times calls; long polls apart from the others.</summary>
internal sealed class RequestMetrics(TemporalRuntime runtime)
{
    public async Task<T> MeasureAsync<T>(string rpc, string? ns, bool isLong, Func<Task<T>> call)
    {
        var instruments = runtime.Instruments;
        var (requests, failures, latency) = isLong
            ? (instruments.LongRequest, instruments.LongRequestFailure, instruments.LongRequestLatency)
            : (instruments.Request, instruments.RequestFailure, instruments.RequestLatency);
        if (!requests.Enabled && !latency.Enabled)
            return await call();
        var tags = runtime.Tags.With("operation", rpc);
        if (!string.IsNullOrEmpty(ns))
            tags = tags.With("namespace", ns);
        var began = Stopwatch.GetTimestamp();
        requests.Add(1, tags.Span);
        try
        {
            return await call();
        }
        catch (RpcException e)
        {
            failures.Add(1, tags.With("status_code", e.Code.ToString()).Span);
            throw;
        }
        finally
        {
            latency.Record(Stopwatch.GetElapsedTime(began), tags.Span);
        }
    }
}
