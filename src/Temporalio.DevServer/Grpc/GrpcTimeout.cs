namespace Temporalio.DevServer.Grpc;

/// <summary>The <c>grpc-timeout</c> header: one to eight digits and a unit.</summary>
internal static class GrpcTimeout
{
    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 9) return null;
        if (!long.TryParse(text.AsSpan(0, text.Length - 1), System.Globalization.NumberStyles.None, null, out var count)) return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(Math.Min(count, 1_000_000)),
            'M' => TimeSpan.FromMinutes(Math.Min(count, 60_000_000)),
            'S' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMilliseconds(count),
            'u' => TimeSpan.FromMicroseconds(count),
            'n' => TimeSpan.FromTicks(count / 100),
            _ => null,
        };
    }
}
