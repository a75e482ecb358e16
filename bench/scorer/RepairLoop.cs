using Orchestrator.Assets;
using Orchestrator.Backlot;
using Orchestrator.Model;
using Orchestrator.Scoring;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.ScorerBench;

/// <summary>Plays whole repair loops: a habit that only its own field cures, takes scored, one field changed at a time, until a take passes.</summary>
internal sealed class RepairLoop(string folder, LocalAssetStore store, ScoringActivities scoring)
{
    private const int MaximumAttempts = 4;
    private const int Height = 432;

    private static readonly FrameSize Size = new(768, 432);
    private static readonly string[] Shots = ["s01", "s06", "s12"];

    public async Task RunAsync()
    {
        int cured = 0, all = 0, attempts = 0;
        var crew = new FilmCrew(Directory.CreateDirectory(Path.Combine(folder, "repairs")).FullName, Size.ToString(), Height);
        var shots = Corpus.Shots.Where(shot => Shots.Contains(shot.Id)).ToList();
        await crew.DrawAsync(shots);
        foreach (var habit in Enum.GetValues<Habit>().Where(habit => habit < Habit.SeamLight))
        {
            await using var backlot = await crew.StartAsync([new ForcedHabit("", habit)]);
            foreach (var shot in shots)
            {
                var (tried, repair) = await PlayAsync(crew, backlot, shot);
                all++;
                attempts += tried.Count;
                cured += repair.Kind == RepairKind.Accept ? 1 : 0;
                Console.WriteLine($"{habit,-10} {shot.Id} {repair.Kind,-16} {string.Join(" -> ", tried.Select(Told))}");
                if (repair.Kind != RepairKind.Accept)
                    Console.WriteLine($"           {repair.Reason}");
            }
        }

        Console.WriteLine($"repair loops that end in a passing take: {cured} of {all}, {(double)attempts / all:0.00} takes each");
    }

    private static string Told(Attempt attempt) => $"{(attempt.Changed is { } field ? $"[{field}] " : "")}{attempt.Card!.Failed?.ToString() ?? "passes"}";

    private async Task<(List<Attempt> Attempts, Repair Repair)> PlayAsync(FilmCrew crew, BacklotServer backlot, Shot shot)
    {
        var frame = await store.AddFileAsync(crew.FrameOf(shot), "image/png");
        var request = new TakeRequest(shot.Id, "bench", shot.Fields, Corpus.Seconds, 1, frame, Size);
        List<Attempt> attempts = [];
        int? best = null, parent = null;
        ShotField? changed = null;
        while (true)
        {
            var number = attempts.Count + 1;
            var clip = await store.AddFileAsync(await crew.FilmAsync(backlot, shot, request), "video/mp4");
            var take = new Take(shot.Id, $"bench-{shot.Id}-{number}", clip, new ClipFacts(shot.Frames, Corpus.Fps, Size, true), Money.Zero, false);
            var card = await scoring.ScoreTakeAsync(new ScoreTakeRequest(shot, frame, take, request, Corpus.Fps));
            attempts.Add(new Attempt(number, take.AttemptId, request, parent, changed, "", OutcomeClass.Delivered, take, card, Money.Zero));
            if (best is not { } old || card.BetterThan(attempts[old - 1].Card!))
                best = number;
            var repair = await scoring.ChooseRepairAsync(new ChooseRepairRequest(shot, attempts, best.Value, MaximumAttempts));
            if (repair.Kind != RepairKind.Retry)
                return (attempts, repair);
            (request, parent, changed) = (repair.Request!, repair.Parent, repair.Changed);
        }
    }
}
