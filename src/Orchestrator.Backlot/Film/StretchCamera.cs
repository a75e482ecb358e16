using System.Runtime.InteropServices;
using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Film;

/// <summary>Draws the frames of one plan, in their order.</summary>
internal sealed class StretchCamera : IDisposable
{
    private const float GrainLevel = 1.5f;

    private readonly TakePlan take;
    private readonly Canvas frame;
    private readonly Scene opening;
    private readonly Scene? elsewhere;
    private readonly Scene? stranger;
    private readonly Canvas? other;
    private readonly Print print;
    private readonly DefectLens lens;

    public StretchCamera(TakePlan take)
    {
        this.take = take;
        var order = take.Order;
        var seconds = take.Frames / (float)TakeOrder.Rate;
        frame = new Canvas(order.Width, order.Height, 0, 0, order.Height);
        opening = new Scene(take.Script, order.Width, order.Height, seconds, take.Lot, take.Begins);
        elsewhere = take.CutFrame < 0 ? null : new Scene(take.OtherSetup, order.Width, order.Height, seconds, Lot.Hash(take.Lot, "elsewhere"));
        if (take.DriftsFrom < take.Frames)
        {
            stranger = new Scene(take.Script, order.Width, order.Height, seconds, take.Lot, take.Begins, Lot.Hash(take.Lot, "stranger"));
            other = new Canvas(order.Width, order.Height, 0, 0, order.Height);
        }

        print = PrintFor(take.Script, order, take.Lot);
        lens = new DefectLens(take.Defects, take.Frames);
    }

    /// <summary>Bytes of a frame.</summary>
    public int Length => print.VideoLength;

    /// <summary>Draws a frame of the plan.</summary>
    public void Draw(int at, Span<byte> video) => Draw(at, at, video);

    /// <summary>Draws a moment of the plan.</summary>
    /// <param name="at">The moment, in frames of the plan; between two of them where the file has another rate.</param>
    /// <param name="number">Its number in the file, by which the grain differs.</param>
    /// <param name="video">The frame, as raw 4:2:0.</param>
    public void Draw(float at, int number, Span<byte> video)
    {
        var scene = elsewhere is not null && at >= take.CutFrame ? elsewhere : opening;
        var shown = MathF.Min(at, take.LastLiveFrame);
        scene.Lift = lens.Lift(shown);
        scene.Compose(frame, shown / TakeOrder.Rate);
        if (stranger is not null && ReferenceEquals(scene, opening) && take.Drifted(shown) is > 0 and var share)
            Blend(stranger, shown, share);
        lens.Apply(frame, (int)shown);
        Cover(at >= take.BlackFrom ? frame.Height : take.Letterbox ? frame.Height / 8 : 0);
        print.ToVideo(frame, video, take.Brightness(number) * lens.Brightness(number), at > take.LastLiveFrame ? take.LastLiveFrame : number);
    }

    // Only who is seen differs between the two.
    private void Blend(Scene scene, float shown, float share)
    {
        scene.Lift = lens.Lift(shown);
        scene.Compose(other!, shown / TakeOrder.Rate);
        var mine = MemoryMarshal.AsBytes(frame.Pixels);
        var theirs = MemoryMarshal.AsBytes(other!.Pixels);
        for (var i = 0; i < mine.Length; i++)
            mine[i] = (byte)(mine[i] + ((theirs[i] - mine[i]) * share) + 0.5f);
    }

    // Black from above and from below, so many rows each.
    private void Cover(int rows)
    {
        const uint Black = 0xFF000000;
        for (var y = 0; y < rows; y++)
        {
            frame.Row(y).Fill(Black);
            frame.Row(frame.Height - 1 - y).Fill(Black);
        }
    }

    public static Print PrintFor(Script.ShotScript script, TakeOrder order, ulong lot)
    {
        var (columns, rows) = Falloff.Of(script.Light, order.Width, order.Height);
        return new Print(columns, rows, GrainLevel, order.Number == 0 ? Lot.Hash(lot, "grain") : Lot.Hash(Lot.Hash(lot, "grain"), (ulong)order.Number));
    }

    public void Dispose()
    {
        frame.Dispose();
        opening.Dispose();
        elsewhere?.Dispose();
        stranger?.Dispose();
        other?.Dispose();
    }
}
