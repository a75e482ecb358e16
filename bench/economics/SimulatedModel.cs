using System.Text.Json;
using Orchestrator.Model;

namespace Orchestrator.EconomicsBench;

/// <summary>
/// The only thing that is played here: what a take of a request has wrong, and what the scorer says of it. A fault of the request
/// goes away only with its own field; one of the noise is drawn anew for every take, also where a model could keep its seed.
/// </summary>
internal sealed class SimulatedModel(World world)
{
    private const double LeastFault = 1.2;
    private const double FaultSpan = 2.8;

    /// <summary>Shoots a take and scores it.</summary>
    /// <param name="film">The film, by a name that is unique in its world.</param>
    /// <param name="shot">The shot.</param>
    /// <param name="first">What was asked for the shot at first.</param>
    /// <param name="request">What is asked now.</param>
    /// <param name="take">Number of the take, from 1.</param>
    /// <returns>What the scorer says, and whether the take really is without a fault.</returns>
    public (ScoreCard Card, bool Sound) Shoot(string film, Shot shot, TakeRequest first, TakeRequest request, int take)
    {
        var truth = world.Of(request.Model, shot);
        object[] key = [world.Number, film, request.ShotId];
        object[] luck = [.. key, request.Model, take];
        HashSet<ScoredAttribute> faults = [];
        if (Stubborn(key, truth) is { } attribute && !Cured(key, first, request, attribute))
            faults.Add(attribute);
        if (Lot.Unit([.. luck, "noise"]) < truth.Unlucky)
            faults.Add(truth.At(Lot.Unit([.. luck, "noise at"])));
        return (Card($"{film}/{request.ShotId}/{take}", Seen(faults, luck), luck), faults.Count == 0);
    }

    private HashSet<ScoredAttribute> Seen(HashSet<ScoredAttribute> faults, object[] luck)
    {
        var said = Lot.Unit([.. luck, "seen"]);
        if (faults.Count == 0)
            return said < world.Assumptions.FalseReject ? Misnamed(luck, faults) : faults;
        if (said < world.Assumptions.Missed)
            return [];
        return Lot.Unit([.. luck, "named"]) < world.Assumptions.WrongName ? Misnamed(luck, faults) : faults;
    }

    /// <summary>What the take is waited for, in seconds: reports differ by a factor of two either way.</summary>
    public double Wait(string film, TakeRequest request, double usual, int take) =>
        usual * Math.Exp(0.35 * Lot.Normal(world.Number, film, request.ShotId, request.Model, take, "wait"));

    // What lies in the request lies in it for every model: a shot that is hard for one is hard for those that are no better.
    private static ScoredAttribute? Stubborn(object[] key, Truth truth) =>
        Lot.Unit([.. key, "stubborn"]) < truth.Stubborn ? truth.At(Lot.Unit([.. key, "stubborn at"])) : null;

    // Each new value of the right field has its own chance; going back to what was asked at first brings the fault back.
    private bool Cured(object[] key, TakeRequest first, TakeRequest request, ScoredAttribute fault)
    {
        var field = fault.RepairedBy();
        var (asked, now) = (Text(first, field), Text(request, field));
        return asked != now && Lot.Unit([.. key, field, now, "cure"]) < world.Assumptions.Cure;
    }

    private static string Text(TakeRequest request, ShotField field)
    {
        if (field == ShotField.Timing)
            return $"{request.Seconds}";
        var value = request.Fields.Members().Single(member => member.Field == field).Value;
        return JsonSerializer.Serialize(value, value.GetType());
    }

    private static HashSet<ScoredAttribute> Misnamed(object[] key, HashSet<ScoredAttribute> faults)
    {
        var others = ScoredAttributes.OfEveryTake.Except(faults).ToList();
        return [others[(int)(Lot.Unit([.. key, "instead"]) * others.Count)]];
    }

    private static ScoreCard Card(string attemptId, HashSet<ScoredAttribute> faults, object[] key)
    {
        List<AttributeScore> scores =
        [
            .. ScoredAttributes.OfEveryTake.Select(attribute =>
            {
                var draw = Lot.Unit([.. key, attribute, "how much"]);
                var exceedance = faults.Contains(attribute) ? LeastFault + (FaultSpan * draw) : 0.7 * draw;
                return new AttributeScore(
                    attribute, exceedance > 1 ? Verdict.Fail : Verdict.Pass, Math.Pow(2, -exceedance), exceedance, 1, "simulated",
                    exceedance > 1 ? Deviations.Of(attribute, draw) : Deviations.None, []);
            }),
        ];
        return new(attemptId, scores, Scoring.Blame.Of(scores), "simulated/1");
    }
}
