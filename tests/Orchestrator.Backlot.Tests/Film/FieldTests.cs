using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Tests.Film;

/// <summary>Every field of a shot shows in the picture or in how it moves.</summary>
public class FieldTests
{
    private const int Width = 192, Height = 108;

    private const string Shot = "Subject: a woman in a red coat\nLighting: neutral soft key light from the left, exposure +0 EV, day\nPalette: navy, teal and cream, saturation 100%, hue shift +0 degrees\nComposition: medium shot, subject at 50% across and 55% down, scale 100%\nPose: standing, relaxed, facing right\nEnvironment: harbor, clear\nCamera: locked\nMotion: gentle movement, speed 100%\nSound: waves";

    [Theory]
    [InlineData("a woman in a red coat", "a man in a green jacket")]
    [InlineData("a woman in a red coat", "a bottle of wine")]
    [InlineData("a woman in a red coat", "a cup of tea")]
    [InlineData("neutral", "warm")]
    [InlineData("neutral", "cool")]
    [InlineData("soft key", "hard key")]
    [InlineData("from the left", "from the right")]
    [InlineData("from the left", "from behind")]
    [InlineData("from the left", "from above")]
    [InlineData("+0 EV", "+0.7 EV")]
    [InlineData("+0 EV", "-0.7 EV")]
    [InlineData("EV, day", "EV, night")]
    [InlineData("EV, day", "EV, dawn")]
    [InlineData("navy, teal and cream", "crimson, olive and gold")]
    [InlineData("saturation 100%", "saturation 50%")]
    [InlineData("hue shift +0", "hue shift +40")]
    [InlineData("medium shot", "wide shot")]
    [InlineData("medium shot", "close shot")]
    [InlineData("50% across", "30% across")]
    [InlineData("55% down", "65% down")]
    [InlineData("scale 100%", "scale 125%")]
    [InlineData("standing", "sitting")]
    [InlineData("standing", "leaning")]
    [InlineData("standing", "crouching")]
    [InlineData("relaxed", "raising")]
    [InlineData("relaxed", "reaching")]
    [InlineData("relaxed", "pointing")]
    [InlineData("relaxed", "holding")]
    [InlineData("facing right", "facing left")]
    [InlineData("facing right", "facing camera")]
    [InlineData("facing right", "facing away")]
    [InlineData("harbor", "beach")]
    [InlineData("harbor", "city street")]
    [InlineData("harbor", "forest")]
    [InlineData("harbor", "mountain")]
    [InlineData("harbor", "desert")]
    [InlineData("harbor", "field")]
    [InlineData("harbor", "cafe")]
    [InlineData("harbor", "kitchen")]
    [InlineData("harbor", "office")]
    [InlineData("harbor", "studio")]
    [InlineData("clear", "fog")]
    [InlineData("clear", "rain")]
    [InlineData("clear", "snow")]
    public void Draw_OneFieldChanged_ChangesTheFirstFrame(string from, string to)
    {
        var (plain, changed) = (Still(Shot), Still(Shot.Replace(from, to)));

        Assert.NotEqual(Shot, Shot.Replace(from, to));
        Assert.True(Difference(plain, changed) > 0.55, $"{Difference(plain, changed)}");
    }

    [Fact]
    public void Draw_Insistence_DoesNotChangeTheScene()
        => Assert.Equal(Still(Shot), Still(Shot.Replace("facing right", "facing right, strictly and exactly as described")));

    [Fact]
    public void Draw_ExposureRaisedByOne_DoublesTheLightOfTheMidtones()
    {
        var (plain, brighter) = (Still(Shot.Replace("+0 EV", "-1 EV")), Still(Shot));
        var ratios = plain.Zip(brighter).Where(p => p.First is > 40 and < 110).Select(p => Math.Pow(p.Second / 255.0, 2.2) / Math.Pow(p.First / 255.0, 2.2)).Order().ToList();

        Assert.InRange(ratios[ratios.Count / 2], 1.8, 2.2);
    }

    [Theory]
    [InlineData(1280, 720)]
    [InlineData(1536, 1024)]
    [InlineData(720, 1280)]
    public void Draw_AnySize_PutsTheSubjectOnItsMark(int width, int height)
    {
        var prompt = Shot.Replace("medium shot", "wide shot").Replace("50% across", "30% across").Replace("navy, teal and cream", "navy, blue and teal");
        var size = (W: width / 8 * 2, H: height / 8 * 2);
        var rgb = Pixels(new TakeRenderer(Options(), "").Draw(Order(prompt, size.W, size.H)), size.W, size.H);
        var red = Enumerable.Range(0, size.W * size.H).Where(i => rgb[i * 3] > 60 && rgb[i * 3] > 2.2 * rgb[i * 3 + 1] && rgb[i * 3] > 2 * rgb[i * 3 + 2]).ToList();

        Assert.InRange(red.Average(i => i % size.W) / size.W, 0.27, 0.33);
        Assert.InRange(red.Average(i => i / size.W) / size.H, 0.42, 0.58);
    }

    [Theory]
    [InlineData("medium pan right", -1, 0)]
    [InlineData("medium pan left", 1, 0)]
    [InlineData("medium tilt up", 0, 1)]
    [InlineData("medium tilt down", 0, -1)]
    public async Task Shoot_CameraMove_MovesThePictureTheOtherWay(string move, int right, int down)
    {
        var frames = await FramesAsync(Shot.Replace("locked", move).Replace("gentle", "still"), 2);
        var (dx, dy) = Shift(frames[0], frames[^1]);

        Assert.Equal(right, Math.Sign(dx));
        Assert.Equal(down, Math.Sign(dy));
        // Two seconds at 5 % of the frame a second.
        var travelled = right != 0 ? Math.Abs(dx) / (double)Width : Math.Abs(dy) / (double)Height;
        Assert.InRange(travelled, 0.06, 0.12);
    }

    [Fact]
    public async Task Shoot_FasterPace_MovesFurther()
    {
        var slow = Shift(await FramesAsync(Shot.Replace("locked", "slow pan right"), 2));
        var fast = Shift(await FramesAsync(Shot.Replace("locked", "fast pan right"), 2));

        Assert.InRange((double)fast / slow, 2.5, 5.5);
    }

    [Fact]
    public async Task Shoot_PushIn_EnlargesAboutTheCentre()
    {
        var frames = await FramesAsync(Shot.Replace("locked", "fast push in").Replace("gentle", "still"), 2);
        var (left, _) = Shift(frames[0], frames[^1], 0, Width / 3);
        var (right, _) = Shift(frames[0], frames[^1], Width * 2 / 3, Width);

        Assert.True(left < 0 && right > 0, $"{left} {right}");
    }

    [Fact]
    public async Task Shoot_Motion_GrowsWithLevelAndSpeed()
    {
        var still = await ActivityAsync("still movement, speed 100%");
        var gentle = await ActivityAsync("gentle movement, speed 100%");
        var energetic = await ActivityAsync("energetic movement, speed 100%");
        var quick = await ActivityAsync("gentle movement, speed 250%");

        Assert.True(still < gentle && gentle < energetic && gentle < quick, $"{still} {gentle} {energetic} {quick}");
    }

    [Fact]
    public async Task Shoot_SameOrderTwice_IsTheSameToTheBit()
    {
        var (first, second) = (await FramesAsync(Shot, 1), await FramesAsync(Shot, 1));
        var other = await FramesAsync(Shot, 1, seed: 2);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    private static BacklotOptions Options(int seed = 1) => new() { DataFolder = "", HabitScale = 0, Seed = seed };

    private static TakeOrder Order(string prompt, int width, int height, double seconds = 1) => new(TestLot.Kling, prompt, width, height, seconds, false, null, 0);

    private static byte[] Still(string prompt) => Pixels(new TakeRenderer(Options(), "").Draw(Order(prompt, Width, Height)), Width, Height);

    // The inverse of how the pictures are written: filter 1 in every row.
    private static byte[] Pixels(byte[] png, int width, int height)
    {
        var data = png.AsSpan(png.AsSpan().IndexOf("IDAT"u8) + 4);
        using var zlib = new System.IO.Compression.ZLibStream(new MemoryStream(data.ToArray()), System.IO.Compression.CompressionMode.Decompress);
        var rgb = new byte[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(1, zlib.ReadByte());
            var row = rgb.AsSpan(y * width * 3, width * 3);
            zlib.ReadExactly(row);
            for (var i = 3; i < row.Length; i++)
                row[i] += row[i - 3];
        }

        return rgb;
    }

    private static async Task<byte[][]> FramesAsync(string prompt, double seconds, int seed = 1)
    {
        var frames = new List<byte[]>();
        await new TakeRenderer(Options(seed), "").ShootAsync(Order(prompt, Width, Height, seconds), (frame, _) =>
        {
            frames.Add(frame.ToArray());
            return Task.CompletedTask;
        }, default);
        return [.. frames];
    }

    private static async Task<double> ActivityAsync(string motion)
    {
        var frames = await FramesAsync(Shot.Replace("gentle movement, speed 100%", motion), 1);
        return frames.Zip(frames.Skip(4), (a, b) => Difference(a[..(Width * Height)], b[..(Width * Height)])).Average();
    }

    private static double Difference(byte[] a, byte[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Average();

    private static int Shift(byte[][] frames) => Shift(frames[0], frames[^1]).X;

    // The shift of the second picture against the first that leaves the least difference in luma.
    private static (int X, int Y) Shift(byte[] first, byte[] second, int from = 0, int until = Width)
    {
        var (best, shift) = (double.MaxValue, (0, 0));
        for (var dy = -16; dy <= 16; dy++)
        {
            for (var dx = -48; dx <= 48; dx++)
            {
                var (sum, count) = (0L, 0);
                for (var y = Math.Max(0, -dy); y < Math.Min(Height, Height - dy); y += 2)
                {
                    for (var x = Math.Max(from, -dx); x < Math.Min(until, Width - dx); x += 2, count++)
                        sum += Math.Abs(first[y * Width + x] - second[(y + dy) * Width + x + dx]);
                }

                if (count > 200 && (double)sum / count < best)
                    (best, shift) = ((double)sum / count, (dx, dy));
            }
        }

        return shift;
    }
}
