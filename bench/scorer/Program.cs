using System.Diagnostics;
using Orchestrator.Assets;
using Orchestrator.Backlot;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Scoring;
using Orchestrator.ScorerBench;
using Orchestrator.Workflows.Activities;

// Usage: scorer FOLDER [portrait] [SEEDS] [HABIT,HABIT...] films the corpus with and without each habit into FOLDER (kept between
// runs), scores every take and prints who was blamed; scorer FOLDER repair plays whole repair loops.
if (args.Length == 0)
{
    Console.Error.WriteLine("Name a folder for the rendered takes: scorer FOLDER [repair | portrait] [SEEDS] [HABIT,HABIT...]");
    return 64;
}

var folder = Directory.CreateDirectory(args[0]).FullName;
var size = args.Contains("portrait") ? new FrameSize(720, 1280) : new FrameSize(1280, 720);
var seeds = args.Skip(1).Select(text => int.TryParse(text, out var count) ? count : 0).FirstOrDefault(count => count > 0, 1);
Habit?[] habits = [null, .. Enum.GetValues<Habit>().Cast<Habit?>()];
var chosen = args.Skip(1).FirstOrDefault(text => text.Contains(',', StringComparison.Ordinal))?.Split(',');
if (chosen is not null)
    habits = [.. habits.Where(habit => chosen.Contains(habit?.ToString() ?? "Clean"))];

var store = new LocalAssetStore(Path.Combine(folder, "assets"));
var scoring = new ScoringActivities(store, new Ffmpeg(new FfmpegOptions()), new ScoringOptions());
if (args.Contains("repair"))
{
    await new RepairLoop(folder, store, scoring).RunAsync();
    return 0;
}

var crew = new FilmCrew(folder, size.ToString());
await crew.DrawAsync(Corpus.Shots);
var confusion = new Confusion();
int right = 0, wrong = 0, falselyRejected = 0, clean = 0;
var clock = new Stopwatch();
foreach (var habit in habits)
{
    for (long seed = 1; seed <= seeds; seed++)
    {
        await crew.FilmAsync(Corpus.Shots, habit, seed);
        foreach (var shot in Corpus.Shots)
        {
            var card = await ScoreAsync(shot, habit, seed);
            confusion.Add(habit, card.Failed);
            var expected = Confusion.Expected(habit);
            if (habit is null)
            {
                clean++;
                falselyRejected += card.Failed is null ? 0 : 1;
            }
            else if (card.Failed == expected)
            {
                right++;
            }
            else
            {
                wrong++;
            }

            Tell(shot, habit, seed, card, expected);
        }
    }
}

Console.WriteLine();
foreach (var line in confusion.Lines())
    Console.WriteLine(line);
Console.WriteLine($"clean takes rejected: {falselyRejected} of {clean}; habits named rightly: {right} of {right + wrong}; "
    + $"{clock.Elapsed.TotalMilliseconds / Math.Max(1, right + wrong + clean):0} ms a take of {Corpus.Seconds} s at {size}");
return 0;

async Task<ScoreCard> ScoreAsync(Shot shot, Habit? habit, long seed)
{
    var frame = await store.AddFileAsync(crew.FrameOf(shot), "image/png");
    var clip = await store.AddFileAsync(crew.ClipOf(shot, habit, seed), "video/mp4");
    var take = new Take(shot.Id, $"bench-{shot.Id}", clip, new ClipFacts(shot.Frames, Corpus.Fps, size, true), Money.Zero, false);
    var request = new TakeRequest(shot.Id, "bench", shot.Fields, Corpus.Seconds, seed, frame, size);
    clock.Start();
    var card = await scoring.ScoreTakeAsync(new ScoreTakeRequest(shot, frame, take, request, Corpus.Fps));
    clock.Stop();
    return card;
}

static void Tell(Shot shot, Habit? habit, long seed, ScoreCard card, ScoredAttribute? expected)
{
    var mark = card.Failed == expected ? "ok " : "NOT";
    Console.WriteLine($"{mark} {shot.Id} {habit?.ToString() ?? "clean",-10} seed {seed}: blamed {card.Failed?.ToString() ?? "none"}");
    foreach (var entry in card.Attributes)
    {
        Console.WriteLine($"      {entry.Attribute,-12}{entry.Verdict,-12} e {entry.Exceedance,6:0.00} rho {entry.Reliability:0.00} "
            + string.Join(" ", entry.Deviations.Select(pair => $"{pair.Key}={pair.Value:0.###}")));
    }
}
