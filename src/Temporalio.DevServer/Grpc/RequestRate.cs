using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Grpc;

/// <summary>Holds the callers of each namespace to so many requests a second; a second's worth that was not used may come at once.</summary>
internal sealed class RequestRate(int perSecond, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Allowance> allowances = new();

    /// <summary>The field of a request that names its namespace; null for requests that are about none.</summary>
    public static IFieldAccessor? NamespaceOf(MessageDescriptor request) => request.FindFieldByName("namespace")?.Accessor;

    /// <exception cref="ServiceError">The namespace has had its requests of this second.</exception>
    public void Take(IMessage request, IFieldAccessor ofNamespace)
    {
        var name = (string)ofNamespace.GetValue(request);
        if (!allowances.GetOrAdd(name, _ => new Allowance(perSecond, clock.GetTimestamp())).Take(perSecond, clock))
            throw ServiceError.Exhausted("namespace rate limit exceeded", ResourceExhaustedCause.RpsLimit);
    }

    private sealed class Allowance(double left, long since)
    {
        private readonly Lock gate = new();
        private double left = left;
        private long since = since;

        public bool Take(int perSecond, TimeProvider clock)
        {
            lock (gate)
            {
                var now = clock.GetTimestamp();
                left = Math.Min(perSecond, left + (clock.GetElapsedTime(since, now).TotalSeconds * perSecond));
                since = now;
                if (left < 1) return false;
                left--;
                return true;
            }
        }
    }
}
