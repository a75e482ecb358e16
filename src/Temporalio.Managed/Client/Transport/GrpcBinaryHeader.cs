namespace Temporalio.Client.Transport;

/// <summary>Headers whose names end in <c>-bin</c>: base64, sent without padding, taken with or without.</summary>
internal static class GrpcBinaryHeader
{
    public static string Encode(byte[] value) => Convert.ToBase64String(value).TrimEnd('=');

    /// <summary>Decodes; null when it is no base64.</summary>
    public static byte[]? Decode(string text)
    {
        var padded = text.TrimEnd('=').PadRight((text.TrimEnd('=').Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? bytes[..length] : null;
    }
}
