using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Tests.Defects;

/// <summary>Raw frames of a take as it was drawn, 160x90, and what can be measured on them beside the same take of a model without weaknesses.</summary>
internal sealed record Footage(IReadOnlyList<byte[]> Frames)
{
    public const int Width = 160;
    public const int Height = 90;

    private const int MostShift = 20;

    public static async Task<Footage> ShootAsync(BacklotOptions options, string folder, TakeOrder order)
    {
        List<byte[]> frames = [];
        await new TakeRenderer(options, folder).ShootAsync(
            order with { Width = Width, Height = Height },
            (frame, _) =>
            {
                frames.Add(frame.ToArray());
                return Task.CompletedTask;
            },
            default);
        return new Footage(frames);
    }

    /// <summary>The frames of a clip, scaled and in grey.</summary>
    public static async Task<Footage> DecodeAsync(byte[] film)
        => new([.. (await Clip.DecodeAsync(film)).Frames.Select(Grey)]);

    // Nearest neighbours: for measures of a whole picture.
    private static byte[] Grey(byte[] rgb) => [.. Enumerable.Range(0, Width * Height).Select(i => (i / Width * Clip.Height / Height * Clip.Width) + (i % Width * Clip.Width / Width))
        .Select(at => (byte)((0.2126 * rgb[3 * at]) + (0.7152 * rgb[(3 * at) + 1]) + (0.0722 * rgb[(3 * at) + 2])))];

    /// <summary>How much of a frame is earlier frames: the share that, put between the sound frame and the mean of its ancestors, comes nearest to what is seen.</summary>
    public double Ghosts(Footage sound, int at, params int[] ages)
    {
        var (towards, length) = (0.0, 0.0);
        for (var i = 0; i < Width * Height; i++)
        {
            var past = ages.Average(age => (double)sound.Frames[at - age][i]) - sound.Frames[at][i];
            towards += past * (Frames[at][i] - sound.Frames[at][i]);
            length += past * past;
        }

        return towards / length;
    }

    /// <summary>How many pixels a row is pushed to the right.</summary>
    public int Shift(Footage sound, int at, int row)
    {
        var best = (Shift: 0, Difference: Difference(sound, at, row, 0));
        for (var shift = -MostShift; shift <= MostShift; shift++)
        {
            if (Difference(sound, at, row, shift) is var difference && difference < best.Difference)
                best = (shift, difference);
        }

        return best.Shift;
    }

    /// <summary>Rows of a frame with how far each is pushed aside.</summary>
    public int[] Shifts(Footage sound, int at) => [.. Enumerable.Range(0, Height).Select(row => Shift(sound, at, row))];

    /// <summary>Where the middle of what is red lies, from the top, in frame heights.</summary>
    public double RedHeight(int at)
    {
        const int Red = 160;
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < Height / 2; row++)
        {
            for (var column = 0; column < Width / 2; column++)
            {
                if (Frames[at][(Width * Height * 5 / 4) + (row * Width / 2) + column] > Red)
                    (sum, count) = (sum + row, count + 1);
            }
        }

        return sum / count / (Height / 2.0);
    }

    /// <summary>Mean change of brightness from one frame to the next, as a share.</summary>
    public double Shimmer()
    {
        var light = Frames.Select(frame => frame.Take(Width * Height).Average(level => level - 16.0)).ToList();
        return light.Zip(light.Skip(1), (one, next) => Math.Abs(next - one) / one).Average();
    }

    private double Difference(Footage sound, int at, int row, int shift)
    {
        var sum = 0;
        for (var column = MostShift; column < Width - MostShift; column++)
            sum += Math.Abs(Frames[at][(row * Width) + column] - sound.Frames[at][(row * Width) + column - shift]);
        return sum;
    }
}
