using System.Diagnostics;
using Orchestrator.Assets;
using Orchestrator.Backlot;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Scoring;
using Orchestrator.ScorerBench;
using Orchestrator.Workflows.Activities;

// Films shots with and without each habit (takes are kept between runs), scores every take and prints who was blamed.
if (BenchOrder.Read(args) is not { } order)
{
    Console.Error.WriteLine(
        "scorer FOLDER [repair] [seams] [portrait] [brief] [lines=N] [seeds=N] [drawn=N | BRIEF.yaml ...] [habits=Clean,TooDark,...]");
    return 64;
}

var store = new LocalAssetStore(Path.Combine(order.Folder, "assets"));
var chances = new ChanceLedger(Path.Combine(order.Folder, "chances.db"), TimeProvider.System);
// No account is open for edits: the bench measures what changing a field does.
var accounts = new OpenAccounts(new HashSet<string>());
var scoring = new ScoringActivities(store, new Ffmpeg(new FfmpegOptions()), new ScoringOptions(), ModelCatalogue.ReadInstalled(), chances, new SharedChances(chances, null, "", TimeProvider.System), accounts, TimeProvider.System);
if (order.Repair)
{
    await new RepairLoop(order.Folder, store, scoring).RunAsync();
    return 0;
}

var shots = order.Drawn > 0 ? Corpus.Drawn(order.Drawn) : Corpus.Shots;
if (order.Briefs.Count > 0)
    shots = [.. (await Task.WhenAll(order.Briefs.Select(brief => Corpus.PlannedAsync(brief, store)))).SelectMany(planned => planned)];
var crew = new FilmCrew(order.Folder, order.Size.ToString(), order.Size.Height);
if (order.Seams)
{
    await new SeamTrial(crew, order.Seeds).RunAsync(shots);
    return 0;
}

await crew.DrawAsync(shots);
var confusion = new Confusion();
var clock = new Stopwatch();
var camera = new Stopwatch();
long filmed = 0, scored = 0;
foreach (var habit in order.Habits)
{
    for (long seed = 1; seed <= order.Seeds; seed++)
    {
        var before = GC.GetTotalAllocatedBytes();
        camera.Start();
        await crew.FilmAsync(shots, habit, seed);
        camera.Stop();
        filmed += GC.GetTotalAllocatedBytes() - before;
        foreach (var shot in shots)
        {
            var card = await ScoreAsync(shot, habit, seed);
            confusion.Add(habit, card.Failed);
            Tell(shot, habit, seed, card);
        }
    }
}

Console.WriteLine();
foreach (var line in confusion.Lines())
    Console.WriteLine(line);
Console.WriteLine($"{confusion.Summary()}; {clock.Elapsed.TotalMilliseconds / Math.Max(1, confusion.Takes):0} ms a take at {order.Size}");
Console.WriteLine($"filmed {shots.Sum(shot => Corpus.Fps * FilmCrew.SecondsOf(shot)) * order.Habits.Count * order.Seeds / camera.Elapsed.TotalSeconds:0} frames a second, coding included; allocated a take: {Megabytes(filmed)} to film (unless it was kept), {Megabytes(scored)} to score; "
    + $"heap {GC.GetTotalMemory(false) >> 20} MB, peak of the process {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB");
return 0;

string Megabytes(long bytes) => $"{bytes / (1024.0 * 1024) / Math.Max(1, confusion.Takes):0.0} MB";

async Task<ScoreCard> ScoreAsync(Shot shot, Habit? habit, long seed)
{
    var frame = await store.AddFileAsync(crew.FrameOf(shot), "image/png");
    var clip = await store.AddFileAsync(crew.ClipOf(shot, habit, seed), "video/mp4");
    var take = new Take(shot.Id, $"bench-{shot.Id}", clip, new ClipFacts(shot.Frames, Corpus.Fps, order.Size, true), Money.Zero, false);
    var request = new TakeRequest(shot.Id, "bench", shot.Fields, FilmCrew.SecondsOf(shot), seed, frame, order.Size);
    var before = GC.GetTotalAllocatedBytes();
    clock.Start();
    var card = await scoring.ScoreTakeAsync(new ScoreTakeRequest(shot, frame, take, request, Corpus.Fps));
    clock.Stop();
    scored += GC.GetTotalAllocatedBytes() - before;
    return card;
}

void Tell(Shot shot, Habit? habit, long seed, ScoreCard card)
{
    var mark = card.Failed == Confusion.Expected(habit) ? "ok " : "NOT";
    var asked = shot.Fields;
    Console.WriteLine($"{mark} {shot.Id} {habit?.ToString() ?? "clean",-10} seed {seed}: blamed {card.Failed?.ToString() ?? "none",-12}"
        + $" {asked.Composition.Framing} {asked.Pose.Stance} {asked.Pose.Gesture} {asked.Pose.Facing} {asked.Camera.Move} {asked.Motion.Level}");
    foreach (var entry in card.Attributes.Where(entry => !order.Brief || entry.Attribute is ScoredAttribute.Pose or ScoredAttribute.Motion || entry.Verdict == Verdict.Fail))
    {
        Console.WriteLine($"      {entry.Attribute,-12}{entry.Verdict,-12} e {entry.Exceedance,6:0.00} rho {entry.Reliability:0.00} "
            + string.Join(" ", entry.Deviations.Select(pair => $"{pair.Key}={pair.Value:0.####}")));
    }
}
