using System.Diagnostics;
using Orchestrator.Backlot.Cast;
using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sound;

namespace Orchestrator.Backlot.Film;

/// <summary>Plans an order and shoots it: a take from nothing, or a change of a clip that was given.</summary>
/// <param name="options">Seed, habits and ffmpeg.</param>
/// <param name="mediaFolder">Where clips go.</param>
/// <param name="find">Path of a file on the shelf, or null.</param>
/// <param name="stills">Where pictures that are drawn are written down; null for nowhere.</param>
internal sealed class TakeRenderer(BacklotOptions options, string mediaFolder, Func<string, string?>? find = null, StillBook? stills = null) : ITakeRenderer
{
    // 48 kHz, stereo, 16 bits.
    private const int BytesPerFrame = 48_000 / TakeOrder.Rate * 2 * 2;

    private readonly TakePlanner planner = new(options);

    public async Task<RenderedTake> RenderAsync(string requestId, TakeOrder order, CancellationToken cancellation)
    {
        var part = Path.Combine(mediaFolder, $".{requestId}.part");
        var look = new ClipLook();
        var stretches = planner.Stretches(order);
        try
        {
            var seconds = await (order.Edit is { } edit ? EditAsync(order, edit, stretches, part, look, cancellation) : FilmAsync(order, stretches, part, look, cancellation));
            look.Save(LookPath(mediaFolder, requestId));
            var target = Path.Combine(mediaFolder, requestId + ".mp4");
            if (order.LastFrame)
                await LastFrameAsync(part, requestId, cancellation);
            File.Move(part, target, overwrite: true);
            return new RenderedTake(
                requestId + ".mp4", new FileInfo(target).Length, Math.Round(seconds, 3), stretches[0].Take.Seed,
                [.. stretches.SelectMany(stretch => stretch.Take.Habits).Distinct()], [.. stretches.SelectMany(stretch => stretch.Take.Defects).Distinct()]);
        }
        finally
        {
            File.Delete(part);
            File.Delete(part + ".s16");
        }
    }

    public byte[] Draw(TakeOrder order)
    {
        var script = TakePlanner.Asked(order);
        using var frame = new Canvas(order.Width, order.Height, 0, 0, order.Height);
        using (var scene = new Scene(script, order.Width, order.Height, 0, planner.SceneLot))
            scene.Compose(frame, 0);
        var rgb = new byte[order.Width * order.Height * 3];
        StretchCamera.PrintFor(script, order, planner.SceneLot).ToRgb(frame, rgb, order.Repeat);
        var picture = Png.Write(rgb, order.Width, order.Height);
        stills?.Add(picture, rgb, order.Width, order.Height, new(order.Prompt, Lookalikes.Of(script, (float)order.Width / order.Height, planner.SceneLot), order.Cast));
        return picture;
    }

    /// <summary>Where the look of a clip is kept beside it.</summary>
    public static string LookPath(string mediaFolder, string requestId) => Path.Combine(mediaFolder, $".{requestId}.look");

    /// <summary>Name of the file with the last frame of a job's clip.</summary>
    public static string LastFrameOf(string requestId) => requestId + LastFrameEnd + ".png";

    /// <summary>The id by which one of several clips of a job is rendered.</summary>
    public static string SampleOf(string requestId, int number) => number == 0 ? requestId : $"{requestId}{SampleEnd}{number}";

    /// <summary>The job that a file belongs to, by the file's name without its extension.</summary>
    public static string JobOf(string name) => name.EndsWith(LastFrameEnd, StringComparison.Ordinal) ? name[..^LastFrameEnd.Length]
        : name.LastIndexOf(SampleEnd, StringComparison.Ordinal) is > 0 and var end ? name[..end] : name;

    private const string LastFrameEnd = "-last";
    private const string SampleEnd = "-sample";

    /// <summary>Every raw frame of an order in turn; the bytes depend on the order and the seed alone.</summary>
    internal async Task ShootAsync(TakeOrder order, Func<ReadOnlyMemory<byte>, CancellationToken, Task> write, CancellationToken cancellation)
    {
        foreach (var shot in FileFrames(order, planner.Stretches(order)))
            await ShootAsync(shot.Stretch, shot.From, shot.Moments, write, cancellation);
    }

    // Seconds of the file.
    private async Task<double> FilmAsync(TakeOrder order, IReadOnlyList<Stretch> stretches, string part, ClipLook look, CancellationToken cancellation)
    {
        var kept = order.Sound && order.SoundOf is { } clip ? find?.Invoke(clip) : null;
        if (order.Sound && kept is null)
            await File.WriteAllBytesAsync(part + ".s16", [.. stretches.SelectMany(SoundOf)], cancellation);
        await using var film = new FilmWriter(options.FfmpegPath, order.Width, order.Height, order.Sound ? new(kept ?? part + ".s16", IsRaw: kept is null) : null, part, order.FileRate, stretches[0].Take.DeliveredRate);
        var shots = FileFrames(order, stretches);
        var (at, frames) = (0, shots.Sum(shot => shot.Moments.Count));
        var end = order.End is { } last && find?.Invoke(last) is { } path ? await EndPicture.ReadAsync(options.FfmpegPath, path, order, frames, cancellation) : null;
        foreach (var shot in shots)
        {
            await Task.Run(() => ShootAsync(shot.Stretch, shot.From, shot.Moments, (frame, stop) =>
            {
                var shown = Marked(order, end?.Shown(at, frame) ?? frame);
                // It is known again by the frames that a file of the usual rate would show.
                for (var due = (at++ + 0.5) * TakeOrder.Rate / order.FileRate; look.Frames < due;)
                    look.Add(shown.Span, order.Width, order.Height);
                return film.WriteAsync(shown, stop);
            }, cancellation), cancellation);
        }

        await film.FinishAsync(cancellation);
        return frames / (double)order.FileRate;
    }

    private static ReadOnlyMemory<byte> Marked(TakeOrder order, ReadOnlyMemory<byte> frame)
    {
        if (order.Mark is not { } hash)
            return frame;
        var marked = frame.ToArray();
        RequestMark.Draw(marked, order.Width, order.Height, hash);
        return marked;
    }

    // The moments of each stretch that the file shows, and the number of the first of them.
    private static IReadOnlyList<(Stretch Stretch, int From, IReadOnlyList<float> Moments)> FileFrames(TakeOrder order, IReadOnlyList<Stretch> stretches)
    {
        var step = TakeOrder.Rate / (float)order.FileRate;
        var total = (int)Math.Round(stretches.Sum(stretch => stretch.Frames) / step);
        List<(Stretch, int, IReadOnlyList<float>)> shots = [];
        var (number, begins) = (0, 0);
        foreach (var stretch in stretches)
        {
            List<float> moments = [];
            for (var last = ReferenceEquals(stretch, stretches[^1]); number + moments.Count < total && (last || (number + moments.Count) * step < begins + stretch.Frames);)
                moments.Add(stretch.From + ((number + moments.Count) * step) - begins);
            // The grain of a stretch is that of its own frames.
            shots.Add((stretch, order.Fps is null ? stretch.From : number, moments));
            number += moments.Count;
            begins += stretch.Frames;
        }

        return shots;
    }

    private async Task<double> EditAsync(TakeOrder order, TakeEdit edit, IReadOnlyList<Stretch> stretches, string part, ClipLook look, CancellationToken cancellation)
    {
        var clip = find?.Invoke(edit.Clip) ?? throw new FileNotFoundException($"The clip {edit.Clip} is no longer on the shelf.");
        var sound = !order.Sound ? null : edit.Sound ? new FilmSound(part + ".s16", IsRaw: true) : new FilmSound(clip, IsRaw: false);
        if (sound is { IsRaw: true })
            await File.WriteAllBytesAsync(sound.Path, await DubbedAsync(clip, edit, stretches, cancellation), cancellation);
        var mask = edit.Mask is { } file ? find(file) ?? throw new FileNotFoundException($"The mask {file} is no longer on the shelf.") : null;
        await using var frames = new EditedFrames(options.FfmpegPath, planner, order, edit, stretches, clip, mask);
        // Where only the sound is new, the pictures go over as they are.
        await using var film = edit.Picture
            ? new FilmWriter(options.FfmpegPath, order.Width, order.Height, sound, part, rate: order.Fps)
            : new FilmWriter(options.FfmpegPath, clip, sound, part);
        await Task.Run(() => frames.ReadAsync(
            async frame =>
            {
                var shown = edit.Picture ? Marked(order, frame) : frame;
                look.Add(shown.Span, order.Width, order.Height);
                if (edit.Picture)
                    await film.WriteAsync(shown, cancellation);
            }, cancellation), cancellation);
        await film.FinishAsync(cancellation);
        return look.Frames / (double)TakeOrder.Rate;
    }

    // The clip's own sound, with the stretch that is made anew put into it.
    private async Task<byte[]> DubbedAsync(string clip, TakeEdit edit, IReadOnlyList<Stretch> stretches, CancellationToken cancellation)
    {
        var made = stretches.SelectMany(SoundOf).ToArray();
        var kept = await FilmReader.SoundAsync(options.FfmpegPath, clip, cancellation) ?? [];
        for (var at = 0; at < Math.Min(kept.Length, made.Length); at++)
        {
            if (at < edit.From * BytesPerFrame || at >= edit.To * BytesPerFrame)
                made[at] = kept[at];
        }

        return made;
    }

    // As PNG; what is encoded last is the last that is seen.
    private async Task LastFrameAsync(string clip, string requestId, CancellationToken cancellation)
    {
        string[] arguments = ["-v", "error", "-nostdin", "-y", "-sseof", "-1", "-i", clip, "-vf", "scale=in_color_matrix=bt709:in_range=limited:out_range=full,format=rgb24", "-update", "1", Path.Combine(mediaFolder, LastFrameOf(requestId))];
        using var process = Process.Start(new ProcessStartInfo(options.FfmpegPath, arguments))!;
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg ended with code {process.ExitCode} at the last frame.");
    }

    private static async Task ShootAsync(Stretch stretch, int from, IReadOnlyList<float> moments, Func<ReadOnlyMemory<byte>, CancellationToken, Task> write, CancellationToken cancellation)
    {
        using var camera = new StretchCamera(stretch.Take);
        byte[][] buffers = [new byte[camera.Length], new byte[camera.Length]];
        var writing = Task.CompletedTask;
        for (var i = 0; i < moments.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            camera.Draw(moments[i], from + i, buffers[i & 1]);
            // One frame is written while the next is drawn.
            await writing;
            writing = write(buffers[i & 1], cancellation);
        }

        await writing;
    }

    private static byte[] SoundOf(Stretch stretch)
    {
        var take = stretch.Take;
        return Soundtrack.Make(take.Script, take.Silent, take.Frames / (double)TakeOrder.Rate, take.Lot)
            .AsSpan(stretch.From * BytesPerFrame, stretch.Frames * BytesPerFrame).ToArray();
    }
}
