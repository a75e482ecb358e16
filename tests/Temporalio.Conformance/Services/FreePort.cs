using System.Net;
using System.Net.Sockets;

namespace Temporalio.Conformance.Services;

/// <summary>
/// Ports for processes that are told theirs, or are started again at the same one: below the range from which the system gives ports
/// to those who do not care which, so that no connection that a test opens meanwhile has it.
/// </summary>
internal static class FreePort
{
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    public static int Next()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
