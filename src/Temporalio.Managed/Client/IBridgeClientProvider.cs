using System.Runtime.InteropServices;

namespace Temporalio.Client;

/// <summary>A connection as a worker sees it.</summary>
public interface IBridgeClientProvider
{
    /// <summary>Gets the native handle. There is none: this connection is managed throughout.</summary>
    SafeHandle? BridgeClient { get; }
}
