using System.Buffers.Binary;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sound;

/// <summary>Synthesises the sound of a take: noises and notes for the words of its Sound clause, 48 kHz stereo.</summary>
internal static class Soundtrack
{
    /// <summary>Samples per second.</summary>
    public const int Rate = 48_000;

    private static readonly (string Word, Voice Voice)[] Words =
    [
        ("wave", Voice.Waves), ("waves", Voice.Waves), ("sea", Voice.Waves), ("water", Voice.Waves), ("ocean", Voice.Waves), ("lapping", Voice.Waves),
        ("gull", Voice.Gulls), ("gulls", Voice.Gulls), ("seagulls", Voice.Gulls), ("bird", Voice.Birds), ("birds", Voice.Birds), ("birdsong", Voice.Birds),
        ("rain", Voice.Rain), ("wind", Voice.Wind), ("breeze", Voice.Wind), ("traffic", Voice.Traffic), ("city", Voice.Traffic), ("street", Voice.Traffic), ("engine", Voice.Traffic), ("cars", Voice.Traffic),
        ("cafe", Voice.Murmur), ("murmur", Voice.Murmur), ("chatter", Voice.Murmur), ("crowd", Voice.Murmur), ("voices", Voice.Murmur), ("cups", Voice.Clink), ("clink", Voice.Clink), ("clinking", Voice.Clink), ("china", Voice.Clink),
        ("steam", Voice.Steam), ("hiss", Voice.Steam), ("footsteps", Voice.Steps), ("steps", Voice.Steps), ("fire", Voice.Crackle), ("crackle", Voice.Crackle),
        ("music", Voice.Music), ("piano", Voice.Music), ("guitar", Voice.Music), ("strings", Voice.Music), ("melody", Voice.Music), ("score", Voice.Music), ("song", Voice.Music), ("hum", Voice.Hum), ("drone", Voice.Hum),
        ("room tone", Voice.Hum), ("ambience", Voice.Hum), ("ambient", Voice.Hum),
    ];

    /// <summary>Signed 16-bit stereo samples, little-endian.</summary>
    public static byte[] Make(ShotScript script, bool silent, double seconds, ulong lot)
    {
        var count = (int)Math.Round(seconds * Rate);
        var bytes = new byte[count * 4];
        var voices = silent ? [] : Voices(script);
        if (voices.Count == 0)
            return bytes;
        var mix = new float[count];
        for (var i = 0; i < voices.Count; i++)
            Synthesiser.Add(mix, voices[i], Lot.Hash(lot, script.Sound + voices[i]));
        var level = 0.7f / MathF.Sqrt(voices.Count);
        const int Delay = 530;
        for (var i = 0; i < count; i++)
        {
            // A short delay between the ears gives width to what is one voice.
            var fade = MathF.Min(1, MathF.Min(i, count - 1 - i) / 960f) * level;
            Put(bytes, i * 4, mix[i] * fade);
            Put(bytes, i * 4 + 2, (0.75f * mix[i] + 0.25f * mix[Math.Max(0, i - Delay)]) * fade);
        }

        return bytes;
    }

    private static List<Voice> Voices(ShotScript script)
    {
        if (ScriptReader.IndexOfWord(script.Sound, "none") >= 0 || ScriptReader.IndexOfWord(script.Sound, "silence") >= 0)
            return [];
        var heard = Words.Where(w => ScriptReader.IndexOfWord(script.Sound, w.Word) >= 0).Select(w => w.Voice).Distinct().Take(4).ToList();
        if (heard.Count > 0)
            return heard;
        return script.Place.Setting switch
        {
            Setting.Harbor or Setting.Sea or Setting.Beach => [Voice.Waves, Voice.Gulls],
            Setting.Street => [Voice.Traffic],
            Setting.Forest or Setting.Field => [Voice.Wind, Voice.Birds],
            Setting.Mountain or Setting.Desert => [Voice.Wind],
            Setting.Cafe => [Voice.Murmur, Voice.Clink],
            _ => [Voice.Hum],
        };
    }

    private static void Put(byte[] bytes, int at, float sample)
        => BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(at), (short)(Math.Clamp(sample, -1, 1) * 32_000));
}
