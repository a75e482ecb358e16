using System.Text.Json.Nodes;
using Orchestrator.Backlot.Film;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Contracts;

/// <summary>What a finished fal job answers: the same in its result, in its webhook and in the listing.</summary>
internal static class FalOutput
{
    /// <summary>The output of a job that was completed; addresses are on the given host.</summary>
    public static JsonObject Of(Job job, string host)
    {
        var file = new JsonObject { ["url"] = $"{host}/files/{job.MediaId}" };
        if (job.Order is { Seconds: 0 } picture)
        {
            Describe(file, "image/png", "output.png", job);
            (file["width"], file["height"]) = (picture.Width, picture.Height);
            return new JsonObject { ["images"] = new JsonArray(file), ["description"] = "" };
        }

        Describe(file, "video/mp4", "output.mp4", job);
        if (job.Endpoint.Contains("ltx", StringComparison.Ordinal) && job.Order is { } clip)
            (file["fps"], file["width"], file["height"], file["num_frames"], file["duration"]) = (clip.FileRate, clip.Width, clip.Height, (int)Math.Round(clip.Seconds * clip.FileRate), clip.Seconds);
        // Kling's output has no seed; the others report the one they used.
        return job.Endpoint.Contains("kling", StringComparison.Ordinal)
            ? new JsonObject { ["video"] = file }
            : new JsonObject { ["video"] = file, ["seed"] = job.OutputSeed };
    }

    private static void Describe(JsonObject file, string type, string name, Job job)
        => (file["content_type"], file["file_name"], file["file_size"]) = (type, name, job.MediaLength);
}
