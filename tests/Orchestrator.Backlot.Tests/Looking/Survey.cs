using System.Diagnostics;
using System.Globalization;
using Orchestrator.Backlot.Film;

namespace Orchestrator.Backlot.Tests.Looking;

/// <summary>Takes of varied shots, rendered and looked at as a judge of a film does: the storyboard frame and eight pictures.</summary>
internal static class Survey
{
    private static readonly string[] Subjects = ["a barista in a navy apron", "a fisherman in a yellow raincoat", "a woman in a red coat", "an old man with a beard", "a chef", "a girl in a green dress", "a cup of coffee", "a bottle of perfume", "a sailor in a white shirt", "a courier in an orange jacket and a cap"];
    private static readonly string[] Places = ["cafe", "harbor at dawn", "street", "forest", "kitchen", "beach", "field", "mountain, fog", "office", "street, rain", "studio", "room", "harbor, snow"];
    private static readonly string[] Framings = ["wide shot", "medium shot", "close-up"];
    private static readonly string[] Poses = ["standing, relaxed, facing right", "sitting, holding, facing camera", "walking, relaxed, facing left", "standing, reaching, facing right", "leaning, pointing, facing camera", "standing, raising, facing camera"];
    private static readonly string[] Cameras = ["locked", "slow push in", "slow pan right", "medium pan left", "slow tilt up", "medium pull out", "fast pan right"];
    private static readonly string[] Motions = ["gentle movement, speed 100%", "moderate movement, speed 100%", "energetic movement, speed 100%", "gentle movement, speed 70%"];
    private static readonly string[] Lights = ["neutral soft key light from the left, day", "warm soft key light from behind, dusk", "cool hard key light from the right, night", "neutral hard key light from above, day"];

    public static string Prompt(int number)
    {
        var lot = new Random(number);
        string Of(string[] words) => words[lot.Next(words.Length)];
        return string.Create(CultureInfo.InvariantCulture, $"Subject: {Of(Subjects)}\nLighting: {Of(Lights)}\nPalette: navy, teal and cream, saturation 100%, hue shift +0 degrees\nComposition: {Of(Framings)}, subject at {lot.Next(35, 66)}% across and {lot.Next(50, 60)}% down\nPose: {Of(Poses)}\nEnvironment: {Of(Places)}\nCamera: {Of(Cameras)}\nMotion: {Of(Motions)}\nSound: waves");
    }

    /// <summary>Films a take of varied words and takes pictures of it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="number">Which words.</param>
    /// <param name="habit">What goes wrong; null for nothing.</param>
    /// <param name="endpoint">Whose defects show.</param>
    /// <param name="seconds">How long it is.</param>
    /// <param name="references">How many clips it follows.</param>
    /// <param name="words">Changes its words.</param>
    public static async Task<Take> FilmAsync(string folder, int number, Habit? habit, string endpoint = "known/for-nothing", double seconds = 5, int references = 0, Func<string, string>? words = null)
    {
        // Documented defects act, and habits by script alone.
        var options = new BacklotOptions { DataFolder = folder, HabitScale = 1e-9 };
        var renderer = new TakeRenderer(options, folder);
        var prompt = words?.Invoke(Prompt(number)) ?? Prompt(number);
        var order = new TakeOrder(endpoint, prompt, 320, 180, seconds, false, number, 0) { ReferenceClips = references, Scripted = habit is { } scripted ? [scripted] : [] };
        var planner = new TakePlanner(options);
        var stretch = planner.Stretches(order)[0];
        List<int> chosen = [.. Enumerable.Range(0, 8).Select(part => (int)((part + 0.5) * stretch.Frames / 8))];
        var clip = Path.Combine(folder, Guid.NewGuid().ToString("N") + ".mp4");
        // The pictures that are looked at, each coded as a film codes it, and before them those that leave their ghosts in them.
        await using (var film = new FilmWriter("ffmpeg", order.Width, order.Height, null, clip))
        {
            using var camera = new StretchCamera(stretch.Take);
            var video = new byte[camera.Length];
            foreach (var frame in chosen)
            {
                for (var at = stretch.Take.Defects.Count > 0 ? Math.Max(0, frame - 14) : frame; at <= frame; at++)
                    camera.Draw(at, video);
                await film.WriteAsync(video, default);
            }

            await film.FinishAsync(default);
        }

        var board = Path.ChangeExtension(clip, ".png");
        await File.WriteAllBytesAsync(board, renderer.Draw(order with { Seconds = 0 }));
        var shots = await PicturesAsync(folder, clip, "1");
        return new(order, (await PicturesAsync(folder, board, "eq(n\\,0)"))[0], shots, chosen, planner, stretch.Take.Defects);
    }

    /// <summary>A take, its storyboard frame and its pictures.</summary>
    internal sealed record Take(TakeOrder Order, byte[] Board, IReadOnlyList<byte[]> Shots, IReadOnlyList<int> Frames, TakePlanner Planner, IReadOnlyList<Orchestrator.Backlot.Defects.Defect> Defects);

    private static async Task<IReadOnlyList<byte[]>> PicturesAsync(string folder, string file, string chosen)
    {
        var into = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
        string[] arguments = ["-v", "error", "-nostdin", "-i", file, "-vf", $"select='{chosen}',scale=512:512:force_original_aspect_ratio=decrease:force_divisible_by=2:flags=area", "-fps_mode", "passthrough", "-q:v", "3", Path.Combine(into, "%03d.jpg")];
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments))!;
        await process.WaitForExitAsync();
        return [.. Directory.EnumerateFiles(into).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];
    }
}
