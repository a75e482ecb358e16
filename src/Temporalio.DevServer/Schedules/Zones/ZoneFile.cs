using System.Buffers.Binary;
using System.Text;

namespace Temporalio.DevServer.Schedules.Zones;

/// <summary>A time zone as the content of a TZif file (RFC 8536): the changes of its clocks, and a rule for all that follow.</summary>
internal sealed class ZoneFile : IZoneOffsets
{
    private const int HeaderBytes = 44;
    private const int FirstCount = 20;
    private const int Counts = 6;
    private const int TypeBytes = 6;

    /// <summary>RFC 8536 §3.2: no offset is less than −25 h or more than 26 h.</summary>
    private static readonly TimeSpan Largest = TimeSpan.FromHours(26);

    private readonly long[] changes;
    private readonly TimeSpan[] offsets;
    private readonly TimeSpan first;
    private readonly ZoneRule? rule;

    private ZoneFile(long[] changes, TimeSpan[] offsets, TimeSpan first, ZoneRule? rule)
    {
        this.changes = changes;
        this.offsets = offsets;
        this.first = first;
        this.rule = rule;
    }

    /// <summary>Reads one; null when it is none.</summary>
    public static ZoneFile? Read(ReadOnlySpan<byte> data)
    {
        try
        {
            if (!IsHeader(data)) return null;
            // From version 2 on the same is said again with times of 64 bits, and a rule after it.
            if (data[4] == 0) return Block(data, 4, null);
            var second = data[Length(data, 4)..];
            if (!IsHeader(second)) return null;
            var footer = Encoding.ASCII.GetString(second[Length(second, 8)..]).Trim('\n');
            var rule = footer.Length == 0 ? null : ZoneRule.Read(footer);
            return footer.Length > 0 && rule is null ? null : Block(second, 8, rule);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
        catch (IndexOutOfRangeException)
        {
            return null;
        }
    }

    public TimeSpan At(DateTime utc)
    {
        var seconds = (utc.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
        var index = Array.BinarySearch(changes, seconds);
        if (index < 0) index = ~index - 1;
        if (index < 0) return first;
        return index == changes.Length - 1 && rule is not null ? rule.At(utc) : offsets[index];
    }

    private static bool IsHeader(ReadOnlySpan<byte> data)
    {
        if (data.Length < HeaderBytes || !data[..4].SequenceEqual("TZif"u8)) return false;
        for (var i = 0; i < Counts; i++)
        {
            // Whatever is counted has a byte at least.
            if (BinaryPrimitives.ReadUInt32BigEndian(data[(FirstCount + (4 * i))..]) > data.Length) return false;
        }

        return true;
    }

    // The counts of a header: universal indicators, standard indicators, leap seconds, changes, types, letters.
    private static int Count(ReadOnlySpan<byte> data, int index) => (int)BinaryPrimitives.ReadUInt32BigEndian(data[(FirstCount + (4 * index))..]);

    private static int Length(ReadOnlySpan<byte> data, int timeBytes) =>
        HeaderBytes + (Count(data, 3) * (timeBytes + 1)) + (Count(data, 4) * TypeBytes) + Count(data, 5) + (Count(data, 2) * (timeBytes + 4)) + Count(data, 1) + Count(data, 0);

    private static ZoneFile? Block(ReadOnlySpan<byte> data, int timeBytes, ZoneRule? rule)
    {
        var (count, types) = (Count(data, 3), Count(data, 4));
        if (types == 0 || data.Length < Length(data, timeBytes)) return null;
        var times = data[HeaderBytes..];
        var indexes = times[(count * timeBytes)..];
        var ofTypes = indexes[count..];
        var (changes, offsets) = (new long[count], new TimeSpan[count]);
        for (var i = 0; i < count; i++)
        {
            var time = times[(i * timeBytes)..];
            changes[i] = timeBytes == 8 ? BinaryPrimitives.ReadInt64BigEndian(time) : BinaryPrimitives.ReadInt32BigEndian(time);
            if (indexes[i] >= types || (i > 0 && changes[i] <= changes[i - 1])) return null;
            offsets[i] = OfType(ofTypes, indexes[i]);
        }

        var first = count == 0 && rule is not null ? rule.Standard : OfType(ofTypes, 0);
        return offsets.Append(first).Any(offset => offset.Duration() > Largest) ? null : new ZoneFile(changes, offsets, first, rule);
    }

    private static TimeSpan OfType(ReadOnlySpan<byte> types, int index) => TimeSpan.FromSeconds(BinaryPrimitives.ReadInt32BigEndian(types[(index * TypeBytes)..]));
}
