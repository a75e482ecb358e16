using Orchestrator.Model;

namespace Orchestrator.Scoring.Repairs;

/// <summary>
/// What can be changed in the one field that repairs an attribute, the likeliest cure first: the measured deviation taken back,
/// then saying it more strongly. Steps that change nothing are left out.
/// </summary>
internal static class FieldRepairs
{
    /// <summary>The steps for a fault, each different from the parent request in exactly the attribute's field.</summary>
    public static IEnumerable<RepairStep> For(AttributeScore fault, TakeRequest parent)
    {
        var changes = fault.Attribute switch
        {
            ScoredAttribute.Technical => TimingRepair.Steps(fault, parent),
            ScoredAttribute.Lighting => Fields(parent, LightingRepair.Steps(fault, parent.Fields.Lighting), (fields, value) => fields with { Lighting = value }),
            ScoredAttribute.Palette => Fields(parent, PaletteRepair.Steps(fault, parent.Fields.Palette), (fields, value) => fields with { Palette = value }),
            ScoredAttribute.Composition =>
                Fields(parent, CompositionRepair.Steps(fault, parent.Fields.Composition), (fields, value) => fields with { Composition = value }),
            ScoredAttribute.Motion => Fields(parent, MotionRepair.Steps(fault, parent.Fields.Motion), (fields, value) => fields with { Motion = value }),
            // Another try is all that a seam can be mended by; it follows below every field.
            ScoredAttribute.Seam => [],
            _ => Insisting.Steps(fault.Attribute, parent),
        };
        var field = fault.Attribute.RepairedBy();
        return from change in changes where change.Request != parent select new RepairStep(change.Request, field, change.Words);
    }

    /// <summary>A signed deviation of a fault; the neutral value where it was not measured.</summary>
    internal static double Deviation(this AttributeScore fault, string name, double neutral) => fault.Deviations.GetValueOrDefault(name, neutral);

    private static IEnumerable<(TakeRequest Request, string Words)> Fields<T>(
        TakeRequest parent, IEnumerable<(T Value, string Words)> values, Func<ShotFields, T, ShotFields> set) =>
        from entry in values select (parent with { Fields = set(parent.Fields, entry.Value) }, entry.Words);
}
