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
        if (Films().FirstOrDefault(job => job.MediaSha256 == hash) is { } known)
            return Of(known);
        var file = shelf.Keep(address)!;
        var path = shelf.Find(file)!;
        await using var film = await FilmReader.OpenAsync(options.FfmpegPath, path, cancellation);
        if (film is null)
            return null;
        var look = new ClipLook();
        var frame = new byte[film.Length];
        while (await film.ReadAsync(frame, cancellation))
            look.Add(frame, film.Width, film.Height);
        var sound = await FilmReader.SoundAsync(options.FfmpegPath, path, cancellation) is { Length: > 0 };
        var (order, first) = WhatShows(look);
        return new(file, film.Width, film.Height, look.Frames, sound, order, first);
    }

    /// <summary>The clip of a finished job.</summary>
    public SourceClip Of(Job job)
    {
        var order = job.Order! with { Repeat = job.Repeat };
        var frames = Look(job)?.Frames ?? (int)Math.Round(order.Seconds * TakeOrder.Rate);
        return new(job.MediaId!, order.Width, order.Height, frames, order.Sound, order, 0);
    }

    /// <summary>What the clips that were made here show, and how they look.</summary>
    public IEnumerable<(TakeOrder Order, ClipLook Look)> Looks()
        => Films().Select(job => (Order: job.Order! with { Repeat = job.Repeat }, Look: Look(job))).Where(film => film.Look is not null).Select(film => (film.Order, film.Look!));

    private (TakeOrder? Order, int First) WhatShows(ClipLook look)
    {
        var best = Films().Select(job => (Job: job, Found: Look(job) is { } whole ? look.Within(whole) : null)).Where(candidate => candidate.Found is not null)
            .OrderBy(candidate => candidate.Found!.Value.Difference).FirstOrDefault();
        return best.Job is null ? (null, 0) : (best.Job.Order! with { Repeat = best.Job.Repeat }, best.Found!.Value.First);
    }

    private IEnumerable<Job> Films() => journal.All().Where(job => job is { Status: JobStatus.Completed, MediaId: not null, Order.Seconds: > 0 });

    private ClipLook? Look(Job job) => ClipLook.Read(TakeRenderer.LookPath(shelf.MediaFolder, job.RequestId));
}
