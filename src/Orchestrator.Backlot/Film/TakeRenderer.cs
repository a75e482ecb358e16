using Orchestrator.Backlot.Defects;
using Orchestrator.Backlot.Habits;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sound;

namespace Orchestrator.Backlot.Film;

/// <summary>Reads an order's prompt, lets the model's habits act on it, and shoots it.</summary>
internal sealed class TakeRenderer(BacklotOptions options, string mediaFolder) : ITakeRenderer
{
    private const float GrainLevel = 1.5f;

    // 48 kHz, stereo, 16 bits.
    private const int BytesPerFrame = 48_000 / TakeOrder.Rate * 2 * 2;

    private readonly HabitBook habits = new(options);

    public async Task<RenderedTake> RenderAsync(string requestId, TakeOrder order, CancellationToken cancellation)
    {
        var name = requestId + ".mp4";
        var part = Path.Combine(mediaFolder, $".{requestId}.part");
        var soundFile = order.Sound ? part + ".s16" : null;
        var takes = order.Stretches().Select(stretch => Stretch(order, stretch)).ToList();
        var frames = takes.Sum(take => take.Take.Frames - take.From);
        try
        {
            if (soundFile is not null)
                await WriteSoundAsync(soundFile, takes, cancellation);
            await using (var film = new FilmWriter(options.FfmpegPath, order.Width, order.Height, soundFile, part))
            {
                foreach (var (take, from) in takes)
                    await Task.Run(() => ShootAsync(take, from, (frame, stop) => film.WriteAsync(frame, stop), cancellation), cancellation);
                await film.FinishAsync(cancellation);
            }

            var target = Path.Combine(mediaFolder, name);
            File.Move(part, target, overwrite: true);
            return new RenderedTake(name, new FileInfo(target).Length, Math.Round(frames / (double)TakeOrder.Rate, 3), takes[0].Take.Seed, [.. takes.SelectMany(take => take.Take.Habits).Distinct()], [.. takes.SelectMany(take => take.Take.Defects).Distinct()]);
        }
        finally
        {
            File.Delete(part);
            if (soundFile is not null)
                File.Delete(soundFile);
        }
    }

    public byte[] Draw(TakeOrder order)
    {
        var script = ScriptReader.Read(new ClauseSheet(order.Prompt));
        var lot = Lot.Hash((ulong)(uint)options.Seed, "scene");
        using var frame = new Canvas(order.Width, order.Height, 0, 0, order.Height);
        using (var scene = new Scene(script, order.Width, order.Height, 0, lot))
            scene.Compose(frame, 0);
        var rgb = new byte[order.Width * order.Height * 3];
        PrintFor(script, order, lot).ToRgb(frame, rgb, order.Repeat);
        return Png.Write(rgb, order.Width, order.Height);
    }

    /// <summary>Every raw frame of an order in turn; the bytes depend on the order and the seed alone.</summary>
    internal Task ShootAsync(TakeOrder order, Func<ReadOnlyMemory<byte>, CancellationToken, Task> write, CancellationToken cancellation)
        => ShootAsync(Plan(order), 0, write, cancellation);

    private static async Task ShootAsync(TakePlan take, int from, Func<ReadOnlyMemory<byte>, CancellationToken, Task> write, CancellationToken cancellation)
    {
        var order = take.Order;
        var seconds = take.Frames / (float)TakeOrder.Rate;
        using var frame = new Canvas(order.Width, order.Height, 0, 0, order.Height);
        using var opening = new Scene(take.Script, order.Width, order.Height, seconds, take.Lot);
        using var elsewhere = take.CutFrame < 0 ? null : new Scene(take.OtherSetup, order.Width, order.Height, seconds, Lot.Hash(take.Lot, "elsewhere"));
        var scene = from > take.CutFrame && elsewhere is not null ? elsewhere : opening;
        var print = PrintFor(take.Script, order, take.Lot);
        var lens = new DefectLens(take.Defects, take.Frames);
        byte[][] buffers = [new byte[print.VideoLength], new byte[print.VideoLength]];
        var writing = Task.CompletedTask;
        for (var i = from; i < take.Frames; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (i == take.CutFrame)
                scene = elsewhere!;
            var shown = Math.Min(i, take.LastLiveFrame);
            scene.Lift = lens.Lift(shown);
            scene.Compose(frame, shown / (float)TakeOrder.Rate);
            lens.Apply(frame, shown);
            print.ToVideo(frame, buffers[i & 1], take.Brightness(i) * lens.Brightness(i), shown);
            // One frame is written while the next is drawn.
            await writing;
            writing = write(buffers[i & 1], cancellation);
        }

        await writing;
    }

    // A stretch that begins within its action is planned from the action's beginning, so that it goes on where the stretch before it stopped.
    private (TakePlan Take, int From) Stretch(TakeOrder order, TakePart part)
        => (Plan(order with { Prompt = part.Prompt, Seconds = part.From + part.Seconds, Parts = null }), (int)Math.Round(part.From * TakeOrder.Rate));

    private static async Task WriteSoundAsync(string path, List<(TakePlan Take, int From)> takes, CancellationToken cancellation)
    {
        await using var file = File.Create(path);
        foreach (var (take, from) in takes)
        {
            var sound = Soundtrack.Make(take.Script, take.Silent, take.Frames / (double)TakeOrder.Rate, take.Lot);
            await file.WriteAsync(sound.AsMemory(from * BytesPerFrame), cancellation);
        }
    }

    private static Print PrintFor(ShotScript script, TakeOrder order, ulong lot)
    {
        var (columns, rows) = Falloff.Of(script.Light, order.Width, order.Height);
        return new Print(columns, rows, GrainLevel, Lot.Hash(lot, "grain"));
    }

    private TakePlan Plan(TakeOrder order)
    {
        var sheet = new ClauseSheet(order.Prompt);
        var script = ScriptReader.Read(sheet);
        var seed = order.Seed ?? (long)(Lot.Hash(Lot.Hash((ulong)(uint)options.Seed, order.Endpoint + order.Prompt), (ulong)order.Repeat) & int.MaxValue);
        return habits.Apply(order, sheet, script, seed, Lot.Hash((ulong)(uint)options.Seed, "scene"));
    }
}
