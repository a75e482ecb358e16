using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Film;

/// <summary>
/// The frames of an edited clip. Outside the stretch and the mask they are the clip's own. Within, a retake and an inpainting are
/// drawn anew; any other edit adds to the clip's own pixels the difference that the edit makes to the drawing of what it shows.
/// </summary>
internal sealed class EditedFrames(string ffmpeg, TakePlanner planner, TakeOrder order, TakeEdit edit, IReadOnlyList<Stretch> stretches, string clip, string? maskFile) : IAsyncDisposable
{
    // Limited range: black is 16, white 235.
    private const byte Darkest = 16;
    private const byte Brightest = 235;
    private const byte MostColour = 240;
    private const byte Half = 126;

    private readonly StretchReel after = new(stretches);
    private readonly StretchReel? before = Redrawn(edit) || edit.Of is null ? null : new(planner.Before(order, edit));
    private readonly ClipGrade? look = !Redrawn(edit) && edit.Of is null ? GradeOf(order, edit) : null;
    private readonly byte[] made = new byte[order.Width * order.Height * 3 / 2];
    private FilmReader? source;
    private FilmReader? mask;
    private byte[] maskFrame = [];

    /// <summary>Passes every frame on in turn.</summary>
    public async Task ReadAsync(Func<ReadOnlyMemory<byte>, Task> pass, CancellationToken cancellation)
    {
        source = await FilmReader.OpenAsync(ffmpeg, clip, cancellation) ?? throw new InvalidDataException("The clip cannot be decoded.");
        if ((source.Width, source.Height) != (order.Width, order.Height))
            throw new InvalidDataException($"The clip is {source.Width}x{source.Height}, not {order.Width}x{order.Height} as when it was accepted.");
        if (maskFile is not null)
            mask = await FilmReader.OpenAsync(ffmpeg, maskFile, cancellation) ?? throw new InvalidDataException("The mask cannot be decoded.");
        var frame = new byte[made.Length];
        var total = (int)Math.Round(order.Seconds * TakeOrder.Rate);
        for (var at = 0; at < total; at++)
        {
            var own = await source.ReadAsync(frame, cancellation);
            if (!own && at < edit.From)
                break;
            if (mask is not null)
                await ReadMaskAsync(mask, cancellation);
            if (edit.Picture && at >= edit.From && at < edit.To)
                Change(at, frame);
            await pass(frame);
        }
    }

    public async ValueTask DisposeAsync()
    {
        after.Dispose();
        before?.Dispose();
        if (source is not null)
            await source.DisposeAsync();
        if (mask is not null)
            await mask.DisposeAsync();
    }

    private static bool Redrawn(TakeEdit edit) => edit.Anew || edit.Mask is not null || (edit.Of is null && !PromptEdit.Named(edit.Prompt).IsSubsetOf([ClauseKind.Lighting, ClauseKind.Palette, ClauseKind.Sound]));

    private static ClipGrade GradeOf(TakeOrder order, TakeEdit edit)
    {
        var script = ScriptReader.Read(new ClauseSheet(edit.Prompt));
        return new(new Grade(script.Light.Exposure, script.Light.Warmth, script.Palette.Saturation, script.Palette.Hue), order.Width, order.Height);
    }

    private void Change(int at, byte[] frame)
    {
        if (look is not null)
        {
            look.Apply(frame);
            return;
        }

        after.Draw(at, made);
        if (mask is not null)
        {
            Inpaint(frame, mask);
        }
        else if (before is null)
        {
            made.CopyTo(frame, 0);
        }
        else
        {
            var was = new byte[made.Length];
            before.Draw(at, was);
            Add(frame, was);
        }
    }

    private void Add(byte[] frame, byte[] was)
    {
        var luma = order.Width * order.Height;
        for (var i = 0; i < frame.Length; i++)
            frame[i] = (byte)Math.Clamp(frame[i] + made[i] - was[i], Darkest, i < luma ? Brightest : MostColour);
    }

    private void Inpaint(byte[] frame, FilmReader mask)
    {
        var (width, height, luma) = (order.Width, order.Height, order.Width * order.Height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (maskFrame[(y * mask.Height / height * mask.Width) + (x * mask.Width / width)] <= Half)
                    continue;
                frame[(y * width) + x] = made[(y * width) + x];
                // Colour is kept for blocks of four pixels: one belongs to its first.
                if ((x | y) % 2 != 0)
                    continue;
                var colour = luma + (y / 2 * (width / 2)) + (x / 2);
                frame[colour] = made[colour];
                frame[colour + (luma / 4)] = made[colour + (luma / 4)];
            }
        }
    }

    // A picture, and a clip that is too short, hold to the end.
    private async Task ReadMaskAsync(FilmReader mask, CancellationToken cancellation)
    {
        var next = new byte[mask.Length];
        if (await mask.ReadAsync(next, cancellation))
            maskFrame = next;
        else if (maskFrame.Length == 0)
            throw new InvalidDataException("The mask holds no frame.");
    }
}
