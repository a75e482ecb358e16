using System.Globalization;

namespace Temporalio.Client.Transport;

/// <summary>The <c>grpc-timeout</c> header: at most eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    private const long MostDigits = 99_999_999;

    public static string Format(TimeSpan timeout)
    {
        var microseconds = Math.Max(1, timeout.Ticks / TimeSpan.TicksPerMicrosecond);
        (long Size, char Unit)[] units = [(1, 'u'), (1_000, 'm'), (1_000_000, 'S'), (60_000_000, 'M'), (3_600_000_000, 'H')];
        foreach (var (size, unit) in units)
        {
            if (microseconds / size <= MostDigits)
                return (microseconds / size).ToString(CultureInfo.InvariantCulture) + unit;
        }

        return MostDigits.ToString(CultureInfo.InvariantCulture) + 'H';
    }
}
