using System.Numerics;
using System.Text;

namespace Temporalio.Worker.Machines;

/// <summary>
/// Seed of a run's random source: SipHash-1-3 (Aumasson and Bernstein 2012) with a zero key over the UTF-8 run id and
/// one byte 0xFF.
/// </summary>
internal static class RandomSeed
{
    public static ulong FromRunId(string runId)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(runId) + 1];
        Encoding.UTF8.GetBytes(runId, bytes);
        bytes[^1] = 0xFF;
        return SipHash13(bytes);
    }

    private static ulong SipHash13(ReadOnlySpan<byte> data)
    {
        var (v0, v1, v2, v3) = (0x736f6d6570736575UL, 0x646f72616e646f6dUL, 0x6c7967656e657261UL, 0x7465646279746573UL);
        var last = (ulong)data.Length << 56;
        for (; data.Length >= 8; data = data[8..])
            Absorb(BitConverter.ToUInt64(data), ref v0, ref v1, ref v2, ref v3);
        for (var i = 0; i < data.Length; i++)
            last |= (ulong)data[i] << (8 * i);
        Absorb(last, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xFF;
        for (var i = 0; i < 3; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Absorb(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
