using System.Numerics;
using System.Security.Cryptography;

namespace Orchestrator.Providers.Signatures;

/// <summary>
/// Verifies Ed25519 signatures (RFC 8032, section 5.1.7), which .NET cannot. Nothing here is secret, so plain arithmetic that does
/// not run in constant time is enough.
/// </summary>
public static class Ed25519
{
    /// <summary>Length of a public key in bytes.</summary>
    public const int KeyLength = 32;

    /// <summary>Length of a signature in bytes.</summary>
    public const int SignatureLength = 64;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger L = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);
    private static readonly Point Base = FromY(Mod(4 * Inverse(5)), odd: false)!.Value;

    /// <summary>Whether <paramref name="signature"/> is of <paramref name="message"/> by the owner of <paramref name="publicKey"/>. Malformed keys and signatures are not.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyLength || signature.Length != SignatureLength)
            return false;
        var s = Number(signature[32..]);
        if (s >= L || Decode(publicKey) is not { } key || Decode(signature[..32]) is not { } r)
            return false;
        var hash = SHA512.HashData([.. signature[..32], .. publicKey, .. message]);
        var k = Number(hash) % L;
        return Same(Times(Base, s), Add(r, Times(key, k)));
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, P - 2, P);

    private static Point? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> y = stackalloc byte[KeyLength];
        bytes.CopyTo(y);
        var odd = (y[31] & 0x80) != 0;
        y[31] &= 0x7F;
        var number = Number(y);
        return number < P ? FromY(number, odd) : null;
    }

    // x² = (y² − 1) ÷ (d·y² + 1), by the root that has the wanted parity.
    private static Point? FromY(BigInteger y, bool odd)
    {
        var square = Mod(y * y);
        var (u, v) = (Mod(square - 1), Mod(D * square + 1));
        var x = Mod(u * BigInteger.ModPow(v, 3, P) * BigInteger.ModPow(Mod(u * BigInteger.ModPow(v, 7, P)), (P - 5) / 8, P));
        if (Mod(v * x * x) != u)
            x = Mod(x * RootOfMinusOne);
        if (Mod(v * x * x) != u || (x.IsZero && odd))
            return null;
        if (x.IsEven == odd)
            x = P - x;
        return new(x, y, 1, Mod(x * y));
    }

    // Extended twisted Edwards coordinates: one formula adds and doubles (RFC 8032, section 5.1.4).
    private static Point Add(Point left, Point right)
    {
        var a = Mod((left.Y - left.X) * (right.Y - right.X));
        var b = Mod((left.Y + left.X) * (right.Y + right.X));
        var c = Mod(2 * left.T * right.T * D);
        var d = Mod(2 * left.Z * right.Z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
    }

    private static Point Times(Point point, BigInteger scalar)
    {
        var sum = new Point(0, 1, 1, 0);
        for (; !scalar.IsZero; scalar >>= 1)
        {
            if (!scalar.IsEven)
                sum = Add(sum, point);
            point = Add(point, point);
        }

        return sum;
    }

    private static bool Same(Point left, Point right) =>
        Mod(left.X * right.Z - right.X * left.Z).IsZero && Mod(left.Y * right.Z - right.Y * left.Z).IsZero;

    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T);
}
