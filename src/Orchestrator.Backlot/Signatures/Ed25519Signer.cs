using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Backlot.Signatures;

/// <summary>Signs with Ed25519 (RFC 8032, section 5.1.6), as fal signs its webhooks. For play money only: it does not run in constant time.</summary>
internal sealed class Ed25519Signer
{
    private const int Length = 32;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
    private static readonly BigInteger D = Mod(-121665 * BigInteger.ModPow(121666, P - 2, P));
    private static readonly (BigInteger X, BigInteger Y) Base =
    (
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
        BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960")
    );

    private readonly BigInteger scalar;
    private readonly byte[] prefix;

    public Ed25519Signer(byte[] secret)
    {
        var hash = SHA512.HashData(secret);
        hash[0] &= 248;
        hash[31] = (byte)((hash[31] & 127) | 64);
        scalar = new BigInteger(hash.AsSpan(0, Length), isUnsigned: true);
        prefix = hash[Length..];
        PublicKey = Encode(Times(Base, scalar));
    }

    public byte[] PublicKey { get; }

    /// <summary>The key of a Backlot's seed.</summary>
    public static Ed25519Signer Of(int seed, string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{name} {seed}")));

    public byte[] Sign(byte[] message)
    {
        var r = Number(SHA512.HashData([.. prefix, .. message])) % L;
        var point = Encode(Times(Base, r));
        var k = Number(SHA512.HashData([.. point, .. PublicKey, .. message])) % L;
        return [.. point, .. Bytes((r + k * scalar) % L)];
    }

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[Length];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static byte[] Encode((BigInteger X, BigInteger Y) point)
    {
        var bytes = Bytes(point.Y);
        if (!point.X.IsEven)
            bytes[^1] |= 0x80;
        return bytes;
    }

    // x = (x1·y2 + x2·y1) ÷ (1 + d·x1·x2·y1·y2), y = (y1·y2 + x1·x2) ÷ (1 − d·x1·x2·y1·y2)
    private static (BigInteger X, BigInteger Y) Add((BigInteger X, BigInteger Y) a, (BigInteger X, BigInteger Y) b)
    {
        var product = Mod(D * Mod(a.X * b.X) * Mod(a.Y * b.Y));
        return (
            Mod((a.X * b.Y + b.X * a.Y) * BigInteger.ModPow(Mod(1 + product), P - 2, P)),
            Mod((a.Y * b.Y + a.X * b.X) * BigInteger.ModPow(Mod(1 - product), P - 2, P)));
    }

    private static (BigInteger X, BigInteger Y) Times((BigInteger X, BigInteger Y) point, BigInteger scalar)
    {
        (BigInteger X, BigInteger Y) sum = (0, 1);
        for (; !scalar.IsZero; scalar >>= 1)
        {
            if (!scalar.IsEven)
                sum = Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }
}
