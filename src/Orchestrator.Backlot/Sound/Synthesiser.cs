using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Sound;

/// <summary>Makes voices out of filtered noise and decaying tones.</summary>
internal static class Synthesiser
{
    private const float Rate = Soundtrack.Rate;

    public static void Add(Span<float> mix, Voice voice, ulong lot)
    {
        switch (voice)
        {
            case Voice.Waves:
                Noise(mix, lot, 0.05f, 0.9f, t => 0.30f + 0.70f * MathF.Pow(0.5f + 0.5f * MathF.Sin(t * 1.15f + 1), 2));
                break;
            case Voice.Rain:
                Noise(mix, lot, 0.55f, 0.34f, _ => 1);
                break;
            case Voice.Wind:
                Noise(mix, lot, 0.03f, 1.1f, t => 0.55f + 0.45f * MathF.Sin(t * 0.8f) * MathF.Sin(t * 0.31f + 1));
                break;
            case Voice.Traffic:
                Noise(mix, lot, 0.012f, 1.5f, t => 0.75f + 0.25f * MathF.Sin(t * 0.6f));
                Hum(mix, 62, 0.10f);
                break;
            case Voice.Murmur:
                Noise(mix, lot, 0.045f, 0.75f, t => 0.55f + 0.30f * MathF.Sin(t * 7.3f) * MathF.Sin(t * 3.1f) + 0.15f * MathF.Sin(t * 11.7f));
                break;
            case Voice.Steam:
                Noise(mix, lot, 0.8f, 0.22f, t => 0.6f + 0.4f * MathF.Sin(t * 1.9f));
                break;
            case Voice.Gulls:
                Calls(mix, lot, 1.7f, 1250, 0.55f, 0.20f, bend: -0.25f);
                break;
            case Voice.Birds:
                Calls(mix, lot, 0.55f, 3100, 0.12f, 0.14f, bend: 0.18f);
                break;
            case Voice.Clink:
                Calls(mix, lot, 1.1f, 2700, 0.10f, 0.16f, bend: 0);
                break;
            case Voice.Steps:
                Beats(mix, lot, 0.55f, 0.07f, 0.5f);
                break;
            case Voice.Crackle:
                Beats(mix, lot, 0.09f, 0.008f, 0.5f);
                Noise(mix, lot, 0.05f, 0.25f, _ => 1);
                break;
            case Voice.Music:
                Music(mix, lot);
                break;
            default:
                Hum(mix, 55, 0.12f);
                Noise(mix, lot, 0.02f, 0.30f, _ => 1);
                break;
        }
    }

    // White noise through one pole; brightness 1 leaves it white, little makes it dark.
    private static void Noise(Span<float> mix, ulong lot, float brightness, float level, Func<float, float> swell)
    {
        var state = lot | 1;
        var low = 0f;
        var gain = level / MathF.Sqrt(brightness / (2 - brightness)) * 0.22f;
        var loud = 0f;
        for (var i = 0; i < mix.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            low += brightness * ((int)(state >> 32) / 2147483648f - low);
            if ((i & 255) == 0)
                loud = swell(i / Rate) * gain;
            mix[i] += low * loud;
        }
    }

    private static void Hum(Span<float> mix, float hertz, float level)
    {
        for (var i = 0; i < mix.Length; i++)
            mix[i] += level * (MathF.Sin(i * hertz * MathF.Tau / Rate) + 0.4f * MathF.Sin(i * hertz * 2 * MathF.Tau / Rate));
    }

    private static void Calls(Span<float> mix, ulong lot, float every, float hertz, float length, float level, float bend)
    {
        for (var n = 0UL; ; n++)
        {
            var start = (int)(((n + 0.15f + 0.6f * Lot.Unit(lot, n)) * every) * Rate);
            if (start >= mix.Length)
                return;
            var pitch = hertz * Lot.Between(lot, n + 1000, 0.85f, 1.2f);
            var phase = 0f;
            for (var i = 0; i < length * Rate && start + i < mix.Length; i++)
            {
                var t = i / (length * Rate);
                phase += pitch * (1 + bend * t) * MathF.Tau / Rate;
                mix[start + i] += level * MathF.Sin(MathF.PI * t) * (1 - t) * (MathF.Sin(phase) + 0.3f * MathF.Sin(2.01f * phase));
            }
        }
    }

    private static void Beats(Span<float> mix, ulong lot, float every, float length, float level)
    {
        var state = lot | 1;
        for (var n = 0UL; ; n++)
        {
            var start = (int)((n + 0.2f * Lot.Unit(lot, n)) * every * Rate);
            if (start >= mix.Length)
                return;
            var low = 0f;
            for (var i = 0; i < length * Rate && start + i < mix.Length; i++)
            {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                low += 0.2f * ((int)(state >> 32) / 2147483648f - low);
                mix[start + i] += level * low * MathF.Exp(-5 * i / (length * Rate));
            }
        }
    }

    // Four chords, two seconds each, as plucked and held tones.
    private static void Music(Span<float> mix, ulong lot)
    {
        ReadOnlySpan<int> steps = [0, 4, 7, 11, 9, 0, 4, 7, 5, 9, 0, 4, 7, 11, 2, 5];
        var root = 196f * MathF.Pow(2, (int)(Lot.Unit(lot, 1) * 5) / 12f);
        for (var n = 0; ; n++)
        {
            var start = (int)(n * 0.5f * Rate);
            if (start >= mix.Length)
                return;
            var hertz = root * MathF.Pow(2, steps[n / 4 % 4 * 4 + n % 4] / 12f);
            for (var i = 0; i < 2 * Rate && start + i < mix.Length; i++)
            {
                var t = i / Rate;
                mix[start + i] += 0.13f * MathF.Min(1, t * 60) * MathF.Exp(-2.2f * t) * (MathF.Sin(hertz * MathF.Tau * t) + 0.35f * MathF.Sin(2 * hertz * MathF.Tau * t) + 0.1f * MathF.Sin(3 * hertz * MathF.Tau * t));
            }
        }
    }
}
