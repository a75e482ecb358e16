using Orchestrator.Model;

namespace Orchestrator.Workflows;

// A draft is the same film from cheaper takes of a smaller size. The film made of it takes over its plan and its storyboard, and asks
// of better models what the draft's accepted takes were asked for.
public sealed partial class ProductionWorkflow
{
    private bool draft;
    private DraftCut? drafted;

    // The brief as takes are filmed; the storyboard of a draft has the size of the film that may follow.
    private Brief Filmed => draft ? brief with { Size = brief.Size.ForDraft() } : brief;

    // A model that the brief names for a shot is meant for the film.
    private IReadOnlyList<string> AllowedFor(Shot shot) => shot.Model is { } named && !draft ? [named] : brief.Models;

    private TakeRequest? AcceptedInDraft(Shot shot, int round) => round == 1 ? drafted?.Takes.FirstOrDefault(take => take.ShotId == shot.Id) : null;

    // The shot with the fields that its take in the draft was accepted with.
    private Shot AsDrafted(Shot shot) => AcceptedInDraft(shot, 1) is { } accepted ? shot with { Fields = accepted.Fields } : shot;

    private void Begin(ProductionRequest request)
    {
        (brief, draft, drafted, again) = (request.Brief, request.Draft, request.Finish, request.Again);
        var budget = request.Cap is { } cap && cap < brief.Budget.Film ? brief.Budget with { Film = cap } : brief.Budget;
        purse = again is null
            ? new FilmPurse(budget, drafted?.Bill.Total())
            : new FilmPurse(budget with { Film = again.Film.Limit }, again.Film.Spent, again.Film.Board!.Cost());
    }

    private void TakeOver(Storyboard drawn)
    {
        board = drawn;
        foreach (var frame in drawn.Frames.Concat(drawn.Ends ?? []))
            versions[frame.ShotId] = frame.Version;
        sheets = [.. drawn.Sheets ?? []];
    }
}
