using System.Security.Cryptography;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>
/// Knows clips that were rendered here again when they come back as inputs: by their bytes, or, when they were encoded once more
/// or cut out of a longer clip, by their look.
/// </summary>
internal sealed class SourceShelf(JournalStore journal, MediaShelf shelf, BacklotOptions options)
{
    /// <summary>Whether there is a file at an address.</summary>
    public bool Holds(string address) => shelf.Load(address) is not null;

    /// <summary>The id under which a file at an address stays on the shelf; null when there is none.</summary>
    public string? Keep(string address) => shelf.Keep(address);

    /// <summary>The clip at an address; null for what cannot be decoded.</summary>
    public async Task<SourceClip?> ReadAsync(string address, CancellationToken cancellation)
    {
        if (shelf.Load(address) is not { } bytes)
            return null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (Films().FirstOrDefault(film => film.Sample.Sha256 == hash) is { Job: { } known } film)
            return Of(known, film.Sample);
        var file = shelf.Keep(address)!;
        var path = shelf.Find(file)!;
        await using var reel = await FilmReader.OpenAsync(options.FfmpegPath, path, cancellation);
        if (reel is null)
            return null;
        var look = new ClipLook();
        var frame = new byte[reel.Length];
        while (await reel.ReadAsync(frame, cancellation))
            look.Add(frame, reel.Width, reel.Height);
        var sound = await FilmReader.SoundAsync(options.FfmpegPath, path, cancellation) is { Length: > 0 };
        var (order, first) = WhatShows(look);
        return new(file, reel.Width, reel.Height, look.Frames, sound, order, first);
    }

    /// <summary>The clip of a finished job.</summary>
    public SourceClip Of(Job job) => Of(job, job.Samples.First());

    private SourceClip Of(Job job, JobSample sample)
    {
        var order = Order(job, sample);
        var frames = Look(job, sample)?.Frames ?? (int)Math.Round(order.Seconds * TakeOrder.Rate);
        return new(sample.MediaId, order.Width, order.Height, frames, order.Sound, order, 0);
    }

    /// <summary>What the clips that were made here show, and how they look.</summary>
    public IEnumerable<(TakeOrder Order, ClipLook Look)> Looks()
        => Films().Select(film => (Order: Order(film.Job, film.Sample), Look: Look(film.Job, film.Sample))).Where(film => film.Look is not null).Select(film => (film.Order, film.Look!));

    private (TakeOrder? Order, int First) WhatShows(ClipLook look)
    {
        var best = Looks().Select(film => (film.Order, Found: look.Within(film.Look))).Where(candidate => candidate.Found is not null)
            .OrderBy(candidate => candidate.Found!.Value.Difference).FirstOrDefault();
        return best.Order is null ? (null, 0) : (best.Order, best.Found!.Value.First);
    }

    private IEnumerable<(Job Job, JobSample Sample)> Films() => journal.All().Where(job => job is { Status: JobStatus.Completed, MediaId: not null, Order.Seconds: > 0 })
        .SelectMany(job => job.Samples.Select(sample => (job, sample)));

    private static TakeOrder Order(Job job, JobSample sample) => (job.Order! with { Repeat = job.Repeat }).Sample(sample.Number);

    private ClipLook? Look(Job job, JobSample sample) => ClipLook.Read(TakeRenderer.LookPath(shelf.MediaFolder, TakeRenderer.SampleOf(job.RequestId, sample.Number)));
}
