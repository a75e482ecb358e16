using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;
using Orchestrator.Providers.Chances;
using Orchestrator.Workflows.Activities;

namespace Orchestrator.Scoring.Repairs;

/// <summary>
/// Models that change the one failed field in the best take and leave the rest of it as it is, where that is expected to cost
/// no more than a fresh take, which may break what passes. A model that is kept in reserve is used when the brief names it. An edit is asked for what the shot wants, never
/// for a compensation: the error that a compensation takes back belongs to the model that made the take.
/// </summary>
internal sealed class EditRepairs(ModelCatalogue catalogue, OpenAccounts accounts, ChanceModel chances, string? country, DateOnly today)
{
    private const double EnoughTakes = 10;
    private const double ShortestPart = 2;
    private const string Conversation = "conversation";
    private const string Inpaint = "inpaint";

    /// <summary>No edits.</summary>
    public static EditRepairs None { get; } = new(new ModelCatalogue([]), new OpenAccounts(new HashSet<string>()), ChanceModel.Empty, null, default);

    /// <summary>The edits, the least expected cost first.</summary>
    /// <param name="fault">What failed.</param>
    /// <param name="asked">The shot and its attempts.</param>
    /// <param name="best">The take to change.</param>
    /// <param name="original">The attempt that it comes from: what a fresh take would be asked by.</param>
    public IEnumerable<RepairStep> For(AttributeScore fault, ChooseRepairRequest asked, Attempt best, Attempt original)
    {
        var field = fault.Attribute.RepairedBy();
        if (best.Take is not { } take || Fresh(asked.Shot, original.Request) is not { } fresh)
            return [];
        return from row in catalogue.Video(today)
               where row.Edits && row.Mends.Contains(field) && Open(row, asked.Models ?? []) && Takes(row, take) && Knows(row, best) && (row.Input.Form != Inpaint || fault.Region is not null)
               let request = Request(row, asked.Shot, original.Request, take, field, fault)
               let price = row.PriceOf(request)
               let expected = price.Amount() / (decimal)chances.Of(row, asked.Shot)
               where expected <= fresh
               orderby expected
               select new RepairStep(request, field, $"{field} edited in take {best.Number} by {row.Name} for {price}, {expected:0.00} USD expected to an accepted take; a fresh take on {original.Request.Model} {fresh:0.00} USD.") { Parent = best.Number };
    }

    private decimal? Fresh(Shot shot, TakeRequest original) =>
        catalogue.FindOrNull(original.Model) is { } row ? row.PriceOf(original).Amount() / (decimal)chances.Of(row, shot) : null;

    private bool Open(ModelRow row, IReadOnlyList<string> models)
    {
        var named = models.Contains(row.Name, StringComparer.OrdinalIgnoreCase);
        return accounts.Has(row.Provider)
            && !(country is { } user && row.NotIn.Any(region => Region.Holds(region, user)))
            && (named || (models.Count == 0 && (!row.Reserve || chances.TakesOf(row.Name) >= EnoughTakes)));
    }

    private static bool Takes(ModelRow row, Take take) => take.Facts.Seconds() >= row.Seconds[0] - 0.05 && take.Facts.Seconds() <= row.Seconds[^1] + 0.05;

    // A conversation goes on where the take was made, by its maker.
    private bool Knows(ModelRow row, Attempt best) => row.Input.Form != Conversation
        || (best.Take?.RequestId is not null && catalogue.FindOrNull(best.Request.Model) is { } maker && (maker.Provider, maker.Endpoint) == (row.Provider, row.Endpoint));

    private static TakeRequest Request(ModelRow row, Shot shot, TakeRequest original, Take take, ShotField field, AttributeScore fault)
    {
        var (from, seconds) = row.Input.Form == "retake" ? Part(field, fault, take.Facts) : (0, 0);
        return original with
        {
            Model = row.Name,
            Fields = Wanted(shot.Fields, original.Fields, field),
            Seconds = row.Step(take.Facts.Seconds()),
            EndFrame = null,
            References = null,
            Source = new(take.Clip, row.Input.Form == Conversation ? take.RequestId! : "", field, from, seconds) { Region = row.Input.Form == Inpaint ? fault.Region : null },
        };
    }

    // The part that is wrong: all of a sound, the end of a take that freezes, what follows an unwanted cut.
    private static (double From, double Seconds) Part(ShotField field, AttributeScore fault, ClipFacts facts)
    {
        var length = facts.Seconds();
        var from = field switch
        {
            ShotField.Camera => fault.Deviation("cutAtFrame", 0) / facts.Fps,
            ShotField.Motion => length * (1 - fault.Deviation("frozen", 1)),
            _ => 0,
        };
        from = Math.Round(Math.Clamp(from, 0, Math.Max(0, length - ShortestPart)), 2);
        return (from, Math.Round(length - from, 2));
    }

    private static ShotFields Wanted(ShotFields wanted, ShotFields asked, ShotField field) => field switch
    {
        ShotField.Lighting => asked with { Lighting = wanted.Lighting },
        ShotField.Palette => asked with { Palette = wanted.Palette },
        ShotField.Audio => asked with { Audio = wanted.Audio },
        ShotField.Camera => asked with { Camera = wanted.Camera with { OneTake = Insistence.Strict } },
        ShotField.Pose => asked with { Pose = wanted.Pose with { Insistence = Insistence.Strict } },
        ShotField.Motion => asked with { Motion = wanted.Motion with { Insistence = Insistence.Strict } },
        _ => asked,
    };
}
