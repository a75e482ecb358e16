namespace Orchestrator.Tests.Scoring;

/// <summary>
/// A scene drawn pixel by pixel: textured ground and houses in several hues, and a figure that sways. Everything that a take can
/// get wrong can be asked of it.
/// </summary>
internal sealed class TestScene(int width, int height, int seed = 1)
{
    public const int Fps = 24;

    public const double SubjectX = 0.4;

    public const double SubjectY = 0.55;

    private readonly float[] backdrop = Backdrop(width, height, seed);

    public int Width => width;

    public int Height => height;

    public byte[] Frame(int index, SceneFaults faults)
    {
        var isOther = index >= faults.CutAt;
        var linear = isOther ? Backdrop(width, height, seed + 77) : Panned(faults, index);
        var time = Time(index, faults) / (double)Fps * faults.Speed;
        Figure(linear, faults, time, isOther);
        return Graded(linear, faults, index);
    }

    private static int Time(int index, SceneFaults faults)
    {
        if (faults.StalledAt is { } stall && index >= stall)
            return index < stall + 14 ? stall : index;
        return Math.Min(index, faults.FrozenFrom ?? int.MaxValue);
    }

    private float[] Panned(SceneFaults faults, int index)
    {
        var time = Math.Min(index, faults.FrozenFrom ?? int.MaxValue) / (double)Fps;
        var shift = (faults.PictureDx - (faults.PanPerSecond * time)) * width;
        if (shift == 0)
            return (float[])backdrop.Clone();
        var panned = new float[backdrop.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var from = Mirror(x - shift, width - 1.001);
                var left = (int)from;
                var part = (float)(from - left);
                for (var channel = 0; channel < 3; channel++)
                {
                    var at = (((y * width) + left) * 3) + channel;
                    panned[(((y * width) + x) * 3) + channel] = (backdrop[at] * (1 - part)) + (backdrop[at + 3] * part);
                }
            }
        }

        return panned;
    }

    private static double Mirror(double at, double last)
    {
        at = Math.Abs(at) % (2 * last);
        return at > last ? (2 * last) - at : at;
    }

    private void Figure(float[] linear, SceneFaults faults, double time, bool isOther)
    {
        var sway = 0.02 * Math.Sin(2 * Math.PI * 0.32 * time);
        var x = SubjectX + faults.SubjectDx + faults.PictureDx + sway + (isOther ? 0.25 : 0);
        var y = SubjectY + faults.SubjectDy;
        var size = 0.36 * Math.Min(1, (double)width / height * 0.7) * faults.SubjectScale;
        if (faults.OtherPose)
        {
            // Crouching with both arms out, where a standing figure is asked.
            Limb(linear, x, y, 0.15, -0.1, 0.26, 0.1, size, (0.05f, 0.09f, 0.3f), 9);
            Limb(linear, x, y, -0.5, 0.0, 0.45, 0.07, size, (0.3f, 0.2f, 0.12f), 7);
            Limb(linear, x, y, 0.5, 0.0, 0.45, 0.07, size, (0.3f, 0.2f, 0.12f), 7);
            Limb(linear, x, y, 0, 0.35, 0.4, 0.4, size, (0.05f, 0.09f, 0.3f), 9);
            Limb(linear, x, y, 0, 0.8, 0.6, 0.2, size, (0.03f, 0.03f, 0.04f), 5);
            return;
        }

        Limb(linear, x, y, -0.15, 0.68, 0.12, 0.36, size, (0.03f, 0.03f, 0.04f), 5);
        Limb(linear, x, y, 0.15, 0.68, 0.12, 0.36, size, (0.03f, 0.03f, 0.04f), 5);
        Limb(linear, x, y, 0, 0, 0.32, 0.5, size, (0.05f, 0.09f, 0.3f), 9);
        Limb(linear, x, y, -0.36, 0.05 + (sway * 3), 0.09, 0.4, size, (0.3f, 0.2f, 0.12f), 7);
        Limb(linear, x, y, 0.36, 0.05 - (sway * 3), 0.09, 0.4, size, (0.3f, 0.2f, 0.12f), 7);
        Limb(linear, x, y, 0, -0.72, 0.19, 0.22, size, (0.5f, 0.3f, 0.2f), 11);
    }

    private void Limb(
        float[] linear, double x, double y, double offX, double offY, double halfWidth, double halfHeight, double size,
        (float Red, float Green, float Blue) colour, int stripes)
    {
        double centreX = (x * width) + (offX * size * height), centreY = (y * height) + (offY * size * height);
        double rx = halfWidth * size * height, ry = halfHeight * size * height;
        for (var row = Math.Max(0, (int)(centreY - ry)); row < Math.Min(height, centreY + ry + 1); row++)
        {
            for (var column = Math.Max(0, (int)(centreX - rx)); column < Math.Min(width, centreX + rx + 1); column++)
            {
                double across = (column - centreX) / rx, down = (row - centreY) / ry;
                var cover = (float)Math.Clamp((1 - Math.Sqrt((across * across) + (down * down))) * Math.Min(rx, ry), 0, 1);
                if (cover <= 0)
                    continue;
                var shade = (float)(1 + (0.35 * Math.Sin(stripes * down) * Math.Cos(stripes * 0.7 * across)));
                var at = ((row * width) + column) * 3;
                linear[at] += ((colour.Red * shade) - linear[at]) * cover;
                linear[at + 1] += ((colour.Green * shade) - linear[at + 1]) * cover;
                linear[at + 2] += ((colour.Blue * shade) - linear[at + 2]) * cover;
            }
        }
    }

    private byte[] Graded(float[] linear, SceneFaults faults, int index)
    {
        var random = new Random((seed * 1000) + index);
        var stops = faults.Ev + (faults.EvDriftPerSecond * index / Fps);
        if (faults.FlickerPercent > 0)
            stops += Math.Log2(1 + (2.2 * faults.FlickerPercent / 100 * ((2 * random.NextDouble()) - 1)));
        if (index == faults.FlashAt)
            stops += 1.5;
        var gain = index >= faults.BlackAt && index < faults.BlackAt + 8 ? 0 : Math.Pow(2, stops);
        double red = gain * Math.Pow(2, faults.WarmStops), blue = gain * Math.Pow(2, -faults.WarmStops);
        double cos = faults.Saturation * Math.Cos(faults.HueDegrees * Math.PI / 180), sin = faults.Saturation * Math.Sin(faults.HueDegrees * Math.PI / 180);
        var rgb = new byte[linear.Length];
        for (var at = 0; at < rgb.Length; at += 3)
        {
            double r = Encode(linear[at] * red), g = Encode(linear[at + 1] * gain), b = Encode(linear[at + 2] * blue);
            var luma = (0.2126 * r) + (0.7152 * g) + (0.0722 * b);
            double cb = (b - luma) / 1.8556, cr = (r - luma) / 1.5748;
            (cb, cr) = ((cb * cos) - (cr * sin), (cb * sin) + (cr * cos));
            r = luma + (1.5748 * cr);
            b = luma + (1.8556 * cb);
            g = (luma - (0.2126 * r) - (0.0722 * b)) / 0.7152;
            var noise = faults.NoiseCodes * (random.NextDouble() + random.NextDouble() - 1);
            rgb[at] = Code(r, noise);
            rgb[at + 1] = Code(g, noise);
            rgb[at + 2] = Code(b, noise);
        }

        return rgb;
    }

    private static byte Code(double value, double noise) => (byte)Math.Clamp(Math.Round((255 * value) + noise), 0, 255);

    private static double Encode(double linear) =>
        linear <= 0.0031308 ? 12.92 * Math.Max(0, linear) : (1.055 * Math.Pow(Math.Min(1, linear), 1 / 2.4)) - 0.055;

    private static float[] Backdrop(int width, int height, int seed)
    {
        (double Red, double Green, double Blue)[] houses =
            [(0.35, 0.12, 0.08), (0.1, 0.25, 0.12), (0.4, 0.33, 0.1), (0.12, 0.2, 0.36), (0.3, 0.28, 0.25), (0.28, 0.1, 0.25)];
        var picture = new float[width * height * 3];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                double u = (double)x / height, v = (double)y / height;
                var texture = 0.55 + (0.9 * Noise(u * 9, v * 9, seed)) * (0.6 + (0.8 * Noise(u * 40, v * 40, seed + 1)));
                var house = houses[(int)((u * 5) + seed) % houses.Length];
                var colour = v > 0.75 ? (0.18, 0.16, 0.13) : v < 0.12 + (0.15 * Noise(Math.Floor(u * 5), 0.5, seed + 2)) ? (0.22, 0.34, 0.5) : house;
                if (v is > 0.3 and < 0.7 && ((u * 15) % 1) < 0.4 && ((v * 9) % 1) < 0.45)
                    colour = (0.45, 0.4, 0.25);
                var at = ((y * width) + x) * 3;
                picture[at] = (float)(colour.Item1 * texture);
                picture[at + 1] = (float)(colour.Item2 * texture);
                picture[at + 2] = (float)(colour.Item3 * texture);
            }
        }

        return picture;
    }

    private static double Noise(double x, double y, int seed)
    {
        int left = (int)Math.Floor(x), top = (int)Math.Floor(y);
        double u = Smooth(x - left), v = Smooth(y - top);
        var upper = Mix(Lattice(left, top, seed), Lattice(left + 1, top, seed), u);
        return Mix(upper, Mix(Lattice(left, top + 1, seed), Lattice(left + 1, top + 1, seed), u), v);
    }

    private static double Smooth(double t) => t * t * (3 - (2 * t));

    private static double Mix(double a, double b, double t) => a + ((b - a) * t);

    private static double Lattice(int x, int y, int seed)
    {
        var hash = unchecked(((uint)x * 374761393u) + ((uint)y * 668265263u) + ((uint)seed * 2246822519u));
        hash = unchecked((hash ^ (hash >> 13)) * 1274126177u);
        return (hash ^ (hash >> 16)) / (double)uint.MaxValue;
    }
}
