using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>How a clip from elsewhere moves, measured on its pixels: where its camera goes, and how lively it is.</summary>
internal sealed class ClipMotion
{
    private const int Width = 80;
    private const int Height = 45;
    private const int Reach = 9;

    // Frames between two looks: so many that a slow move is pixels.
    private const int Apart = 8;

    // Grey levels from frame to frame, without the camera's move, from which on it is gentle, moderate, energetic.
    private static readonly double[] Lively = [0.12, 0.55, 1.3];

    private readonly List<byte[]> looks = [];
    private readonly List<double> steps = [];
    private byte[]? last;

    /// <summary>Adds a frame by its luma.</summary>
    public void Add(ReadOnlySpan<byte> luma, int width, int height)
    {
        var small = Small(luma, width, height);
        if (last is not null)
            steps.Add(Residue(last, small));
        if (steps.Count % Apart == 0)
            looks.Add(small);
        last = small;
    }

    /// <summary>What is measured.</summary>
    public Followed Read()
    {
        var calm = steps.Order().ElementAtOrDefault(steps.Count / 2);
        return new() { Camera = Camera(), Motion = new MotionCue(Lively.Count(limit => calm >= limit), 1) };
    }

    private CameraCue Camera()
    {
        double across = 0, down = 0, grown = 0;
        foreach (var (before, after) in looks.Zip(looks.Skip(1)))
        {
            // Each quarter tells where it went; what goes apart comes nearer.
            var (left, right) = (Shift(before, after, 0, 0), Shift(before, after, 1, 0));
            var (low, lowRight) = (Shift(before, after, 0, 1), Shift(before, after, 1, 1));
            across += (left.X + right.X + low.X + lowRight.X) / 4.0 / Width;
            down += (left.Y + right.Y + low.Y + lowRight.Y) / 4.0 / Height;
            grown += (right.X - left.X + lowRight.X - low.X) / 2.0 / (Width / 2.0);
        }

        var seconds = Math.Max(1, looks.Count - 1) * Apart / (double)TakeOrder.Rate;
        // The paces of moves, as they are drawn: what is seen goes against the camera.
        (CameraMove Move, double Pace)[] moves =
        [
            (CameraMove.PanRight, -across / seconds / 0.025), (CameraMove.PanLeft, across / seconds / 0.025), (CameraMove.TiltDown, -down / seconds / 0.025),
            (CameraMove.TiltUp, down / seconds / 0.025), (CameraMove.PushIn, grown / seconds / 0.022), (CameraMove.PullOut, -grown / seconds / 0.022),
        ];
        var (move, pace) = moves.MaxBy(candidate => candidate.Pace);
        return pace < 0.5 ? new(CameraMove.Locked, 2) : new(move, pace < 1.5 ? 1 : pace < 3 ? 2 : 4);
    }

    // Where a quarter of a picture has gone to, in pixels.
    private static (int X, int Y) Shift(byte[] before, byte[] after, int column, int row)
    {
        var (left, top) = (Reach + (column * (Width - (2 * Reach)) / 2), Reach + (row * (Height - (2 * Reach)) / 2));
        var (right, bottom) = (left + ((Width - (2 * Reach)) / 2), top + ((Height - (2 * Reach)) / 2));
        var best = (X: 0, Y: 0, Sum: Difference(0, 0, int.MaxValue));
        for (var y = -Reach; y <= Reach; y++)
        {
            for (var x = -Reach; x <= Reach; x++)
            {
                if (Difference(x, y, best.Sum) is var sum && sum < best.Sum)
                    best = (x, y, sum);
            }
        }

        return (best.X, best.Y);

        int Difference(int byX, int byY, int limit)
        {
            var sum = 0;
            for (var y = top; y < bottom && sum < limit; y++)
            {
                for (var x = left; x < right; x++)
                    sum += Math.Abs(before[(y * Width) + x] - after[((y + byY) * Width) + x + byX]);
            }

            return sum;
        }
    }

    private static double Residue(byte[] before, byte[] after)
    {
        var best = double.MaxValue;
        for (var y = -1; y <= 1; y++)
        {
            for (var x = -1; x <= 1; x++)
            {
                var sum = 0;
                for (var row = 1; row < Height - 1; row++)
                {
                    for (var column = 1; column < Width - 1; column++)
                        sum += Math.Abs(before[(row * Width) + column] - after[((row + y) * Width) + column + x]);
                }

                best = Math.Min(best, sum / (double)((Width - 2) * (Height - 2)));
            }
        }

        return best;
    }

    private static byte[] Small(ReadOnlySpan<byte> luma, int width, int height)
    {
        var small = new byte[Width * Height];
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width; column++)
            {
                var (sum, count) = (0, 0);
                for (var y = row * height / Height; y < Math.Max((row + 1) * height / Height, (row * height / Height) + 1); y++)
                {
                    for (var x = column * width / Width; x < Math.Max((column + 1) * width / Width, (column * width / Width) + 1); x++, count++)
                        sum += luma[(y * width) + x];
                }

                small[(row * Width) + column] = (byte)(sum / count);
            }
        }

        return small;
    }
}
