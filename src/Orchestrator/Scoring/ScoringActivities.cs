using Orchestrator.Assets;
using Orchestrator.Media;
using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Scoring.Clips;
using Orchestrator.Scoring.Judging;
using Orchestrator.Scoring.Lines;
using Orchestrator.Scoring.Measures;
using Orchestrator.Scoring.Pictures;
using Orchestrator.Scoring.Repairs;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Scoring;

/// <summary>The scoring stage: decodes, measures, blames, and chooses what to change.</summary>
internal sealed class ScoringActivities(IAssetStore assets, Ffmpeg ffmpeg, ScoringOptions options, ModelCatalogue catalogue, ChanceLedger chances, SharedChances shared, OpenAccounts accounts, TimeProvider clock, TakeJudge? judge = null) : IScoringActivities
{
    private readonly ClipReader clips = new(ffmpeg);
    private readonly SoundReader sounds = new(ffmpeg);

    /// <inheritdoc />
    public Task<FrameCheck> CheckFrameAsync(CheckFrameRequest request) => CheckAsync(request.Frame, request.Size);

    /// <inheritdoc />
    public Task<FrameCheck> CheckSheetAsync(CheckSheetRequest request) => CheckAsync(request.Sheet, request.Size);

    /// <inheritdoc />
    public async Task<ScoreCard> ScoreTakeAsync(ScoreTakeRequest request)
    {
        using var timeout = new CancellationTokenSource(options.Timeout);
        var scorer = new TakeScorer(request.Shot, request.Request.Size, catalogue.FindOrNull(request.Request.Model)?.LinesFor(request.Request.Size), request.Fps);
        var attributes = await MeasureAsync(request, scorer, timeout.Token);
        if (request.Before is { } before)
            attributes = [.. attributes.Append(await SeamAsync(request, before, timeout.Token)).OrderBy(entry => entry.Attribute)];
        if (request.End is { } end && request.Shot.End is { } ending)
            attributes = [.. attributes.Append(await EndingAsync(request, end, ending, timeout.Token)).OrderBy(entry => entry.Attribute)];
        var failed = request.Chained ? Blame.OfChained(attributes) : Blame.Of(attributes);
        var card = new ScoreCard(request.Take.AttemptId, failed is { } blamed ? Documented(request, attributes, blamed) : attributes, failed, ScoreLines.Version);
        if (request.Judge is { } order && judge is not null)
            card = card with { Judgement = await judge.JudgeAsync(request, order, timeout.Token) };
        await shared.RecordAsync(request.Request.Model, request.Shot, card, timeout.Token);
        return card;
    }

    // Where the model is known for what the shot asked of it, the entry to blame says so beside what was measured.
    private IReadOnlyList<AttributeScore> Documented(ScoreTakeRequest request, IReadOnlyList<AttributeScore> attributes, ScoredAttribute blamed)
    {
        var take = request.Request;
        var row = catalogue.FindOrNull(take.Model);
        var kinds = take.References?.Select(reference => reference.Kind).ToList();
        // None of them changes the light, the colours or the sound.
        if (blamed is ScoredAttribute.Lighting or ScoredAttribute.Palette or ScoredAttribute.Audio)
            return attributes;
        var guard = row?.Guards.FirstOrDefault(rule => rule.Matches(request.Shot with { Fields = take.Fields }, take.Seconds, row.LinesFor(take.Size), kinds));
        return guard is null
            ? attributes
            : [.. attributes.Select(entry => entry.Attribute == blamed ? entry with { Evidence = $"{entry.Evidence}; {row!.Title} is known for this: {guard.Words}" } : entry)];
    }

    /// <inheritdoc />
    public Task<JudgeQuote> QuoteJudgeAsync(QuoteJudgeRequest request) => Task.FromResult(new JudgeQuote(judge?.WorstCase(request.Shot) ?? Money.Zero));

    /// <inheritdoc />
    public async Task<Repair> ChooseRepairAsync(ChooseRepairRequest request)
    {
        var edits = new EditRepairs(catalogue, accounts, chances.Chances(), options.Country, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var repair = new RepairChooser(request, edits).Choose();
        if (repair.Request is not { Source.Region: not null } inpainting)
            return repair;
        using var timeout = new CancellationTokenSource(options.Timeout);
        var take = request.Attempts.Single(attempt => attempt.Number == request.Best).Take!;
        return repair with { Request = await new MaskDrawer(assets, ffmpeg).WithMaskAsync(inpainting, take.Facts, timeout.Token) };
    }

    private async Task<FrameCheck> CheckAsync(Frame frame, FrameSize size)
    {
        using var timeout = new CancellationTokenSource(options.Timeout);
        var path = await assets.FileAsync(frame.Image, timeout.Token);
        try
        {
            var format = await clips.FormatAsync(path, timeout.Token);
            var (width, height) = WorkingSize.Of(format.Width, format.Height);
            var picture = await clips.ReadPictureAsync(path, width, height, timeout.Token);
            return FrameChecker.Check(picture, format, size);
        }
        catch (MediaException exception) when (IsOfTheMedia(exception))
        {
            return new FrameCheck(false, $"The frame cannot be decoded: {exception.Message}");
        }
    }

    private async Task<IReadOnlyList<AttributeScore>> MeasureAsync(ScoreTakeRequest request, TakeScorer scorer, CancellationToken cancellationToken)
    {
        var clip = await assets.FileAsync(request.Take.Clip, cancellationToken);
        var frame = await assets.FileAsync(request.Reference, cancellationToken);
        Reel reel;
        SoundFacts? sound;
        try
        {
            var decoding = clips.ReadAsync(clip, cancellationToken);
            var listening = SoundAsync(request.Shot, clip, cancellationToken);
            await Task.WhenAll(decoding, listening);
            (reel, sound) = (await decoding, await listening);
        }
        catch (MediaException exception) when (IsOfTheMedia(exception))
        {
            return scorer.Unreadable(exception.Message);
        }

        if (reel.Frames.Count == 0)
            return scorer.Unreadable("it holds no frame");
        var reference = await clips.ReadPictureAsync(frame, reel.Width, reel.Height, cancellationToken);
        var attributes = scorer.Score(reference, reel, sound);
        return request.Board is { } board
            ? DriftMeasure.Add(AgainstTheStart(attributes), await clips.ReadPictureAsync(await assets.FileAsync(board, cancellationToken), reel.Width, reel.Height, cancellationToken), request.Chained ? reference : null, reel)
            : attributes;
    }

    // The measures know one reference. Of a take that goes on from another clip it is not the storyboard frame, which is spoken of beside it.
    private static IReadOnlyList<AttributeScore> AgainstTheStart(IReadOnlyList<AttributeScore> attributes) =>
        [.. attributes.Select(entry => entry with { Evidence = entry.Evidence.Replace("storyboard frame", "start frame", StringComparison.Ordinal) })];

    private async Task<AttributeScore> EndingAsync(ScoreTakeRequest request, AssetRef end, ShotEnd ending, CancellationToken cancellationToken)
    {
        var (clip, frame) = (await assets.FileAsync(request.Take.Clip, cancellationToken), await assets.FileAsync(end, cancellationToken));
        try
        {
            var format = await clips.FormatAsync(clip, cancellationToken);
            var (width, height) = WorkingSize.Of(format.Width, format.Height);
            var last = await clips.ReadEndAsync(clip, EndingMeasure.Frames, width, height, cancellationToken);
            return EndingMeasure.Score(await clips.ReadPictureAsync(frame, width, height, cancellationToken), last, request.Take.Facts.Frames, ending.Fields);
        }
        catch (MediaException exception) when (IsOfTheMedia(exception))
        {
            return Finding.NotMeasured(ScoredAttribute.Ending, $"the clip cannot be decoded: {exception.Message}");
        }
    }

    private async Task<AttributeScore> SeamAsync(ScoreTakeRequest request, AssetRef before, CancellationToken cancellationToken)
    {
        var (earlier, later) = (await assets.FileAsync(before, cancellationToken), await assets.FileAsync(request.Take.Clip, cancellationToken));
        try
        {
            return SeamMeasure.Score(await clips.ReadSeamAsync(earlier, later, SeamMeasure.Frames, request.Chained, cancellationToken), !request.Chained);
        }
        catch (MediaException exception) when (IsOfTheMedia(exception))
        {
            return Finding.NotMeasured(ScoredAttribute.Seam, $"one side of it cannot be decoded: {exception.Message}");
        }
    }

    private async Task<SoundFacts?> SoundAsync(Shot shot, string clip, CancellationToken cancellationToken)
    {
        if (shot.Fields.Audio.Description is null)
            return null;
        var format = await clips.FormatAsync(clip, cancellationToken);
        return format.HasSound ? await sounds.ReadAsync(clip, cancellationToken) : null;
    }

    // A full disk or a missing tool says nothing of the clip: the activity fails and is tried again.
    private static bool IsOfTheMedia(MediaException exception) => !exception.ToolMissing && !exception.DiskFull;
}
