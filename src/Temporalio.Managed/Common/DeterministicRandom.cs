using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Temporalio.Common;

/// <summary>
/// Random source that yields the same values for the same seed on every machine and in every version: PCG64-MCG
/// (O'Neill 2014, "mcg_xsl_rr_128_64") with the seeding and sampling rules of the Temporal core, bit for bit.
/// </summary>
[SuppressMessage("Security", "CA5394:Do not use insecure randomness", Justification = "Reproducibility is the purpose.")]
public class DeterministicRandom : Random
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);
    private UInt128 state;

    /// <summary>Initializes a new instance of the <see cref="DeterministicRandom"/> class.</summary>
    /// <param name="seed">Seed of the sequence.</param>
    public DeterministicRandom(ulong seed)
    {
        Span<byte> bytes = stackalloc byte[16];
        for (var i = 0; i < 4; i++)
        {
            seed = (seed * 6364136223846793005UL) + 11634580027462260723UL;
            var shifted = (uint)(((seed >> 18) ^ seed) >> 27);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[(i * 4)..], BitOperations.RotateRight(shifted, (int)(seed >> 59)));
        }

        state = BinaryPrimitives.ReadUInt128LittleEndian(bytes) | 1;
    }

    /// <inheritdoc />
    public override int Next() => Next(0, int.MaxValue);

    /// <inheritdoc />
    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return Next(0, maxValue);
    }

    /// <inheritdoc />
    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue == maxValue ? minValue : (int)(minValue + (long)NextBelow((uint)((long)maxValue - minValue)));
    }

    /// <inheritdoc />
    public override double NextDouble() =>
        BitConverter.UInt64BitsToDouble((NextUInt64() >> 12) | 0x3FF0000000000000UL) - 1.0;

    /// <inheritdoc />
    public override void NextBytes(byte[] buffer) => Fill(buffer);

    internal Guid NextGuid()
    {
        var bytes = new byte[16];
        Fill(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes);
    }

    internal ulong NextUInt64()
    {
        state *= Multiplier;
        var folded = (ulong)(state >> 64) ^ (ulong)state;
        return BitOperations.RotateRight(folded, (int)(state >> 122));
    }

    internal uint NextUInt32() => (uint)NextUInt64();

    /// <inheritdoc />
    protected override double Sample() => NextDouble();

    private void Fill(Span<byte> buffer)
    {
        Span<byte> word = stackalloc byte[8];
        while (buffer.Length >= 8)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, NextUInt64());
            buffer = buffer[8..];
        }

        if (buffer.IsEmpty)
            return;
        BinaryPrimitives.WriteUInt64LittleEndian(word, buffer.Length > 4 ? NextUInt64() : NextUInt32());
        word[..buffer.Length].CopyTo(buffer);
    }

    /// <summary>Canon's method with one extra draw: unbiased but for 2^-32.</summary>
    private uint NextBelow(uint range)
    {
        var product = (ulong)NextUInt32() * range;
        var high = (uint)(product >> 32);
        var low = (uint)product;
        if (low > unchecked((uint)-(int)range))
        {
            var more = (uint)(((ulong)NextUInt32() * range) >> 32);
            if (low + (ulong)more > uint.MaxValue)
                high++;
        }

        return high;
    }
}
