using Orchestrator.Model;
using Orchestrator.Workflows.Activities;
using Temporalio.Exceptions;
using Temporalio.Workflows;

namespace Orchestrator.Workflows;

// Reference sheets: what has to look the same in every shot is drawn, checked and approved once, before any frame is drawn after it.
public sealed partial class ProductionWorkflow
{
    private List<Frame> sheets = [];
    private bool sheetsWait;

    private IReadOnlyList<Likeness> Likenesses => brief.Likenesses ?? [];

    private int SheetsToDraw => Likenesses.Count(likeness => likeness.Picture is null);

    // Why the film cannot go on, if it cannot.
    private async Task<string?> SheetsAsync()
    {
        if (Likenesses.Count == 0)
            return null;
        sheets = [.. await Workflow.WhenAllAsync(Likenesses.Select(likeness => SheetAsync(likeness, null)))];
        sheetsWait = SheetsToDraw > 0;
        var unapproved = sheetsWait ? await GateAsync("the reference sheets") : null;
        sheetsWait = false;
        approved = false;
        return unapproved;
    }

    private async Task<Frame> SheetAsync(Likeness likeness, string? note)
    {
        if (likeness.Picture is { } given)
            return new(likeness.Id, given, brief.Size, "", 1, purse.Nothing);
        drawing++;
        try
        {
            for (var drawings = 1; ; drawings++)
            {
                ShowSheet(likeness, "drawing");
                var sheet = await DrawSheetAsync(likeness, note);
                var check = await Workflow.ExecuteActivityAsync((IScoringActivities door) => door.CheckSheetAsync(new(sheet, brief.Size)), ActivityDefaults.Free);
                ShowSheet(likeness, check.Passed ? "waiting" : "drawing", check.Evidence);
                if (check.Passed || drawings == MostDrawings)
                    return sheet;
            }
        }
        finally
        {
            drawing--;
        }
    }

    private Task<Frame> DrawSheetAsync(Likeness likeness, string? note) => BuyPictureAsync(likeness.Id, $"the reference sheet of {likeness.Name}", version =>
    {
        var request = new DrawSheetRequest($"{ProductionId}/{likeness.Id}/sheet.{version}", likeness, brief.Style.Colours, framePrice.Model, brief.Size, version, note);
        return (request.AttemptId, options => Workflow.ExecuteActivityAsync((IStoryboardActivities door) => door.DrawSheetAsync(request), options));
    });

    private async Task<Frame> RedrawSheetAsync(FrameRejection rejection)
    {
        var drawn = await SheetAsync(Likenesses.Single(likeness => likeness.Id == rejection.ShotId), rejection.Note);
        sheets = [.. sheets.Select(sheet => sheet.ShotId == drawn.ShotId ? drawn : sheet)];
        return drawn;
    }

    private void ValidateRejectSheet(string id)
    {
        if (Likenesses.FirstOrDefault(likeness => likeness.Id == id) is not { } likeness)
            throw new ApplicationFailureException($"There is no reference sheet {id}; there are {string.Join(", ", Likenesses.Select(known => known.Id))}.", "UnknownSheet");
        if (likeness.Picture is not null)
            throw new ApplicationFailureException($"The picture of {likeness.Name} is the brief's own; nothing draws it again.", "GivenSheet");
    }

    // What a shot shows that has a sheet, in the order in which it names it.
    private IReadOnlyList<TakeReference>? ReferencesOf(Shot shot) => shot.Likenesses is { Count: > 0 } named
        ? [.. named.Select(id => new TakeReference(
            ReferenceKind.Image, sheets.Single(sheet => sheet.ShotId == id).Image, Likenesses.Single(likeness => likeness.Id == id).Name))]
        : null;

    private void ShowSheet(Likeness likeness, string step, string? note = null)
    {
        foreach (var shot in plan.Shots.Where(shot => shot.Likenesses?.Contains(likeness.Id) == true))
            Show(shot, step, note is null ? $"the reference sheet of {likeness.Name}" : $"the reference sheet of {likeness.Name}: {note}");
    }
}
