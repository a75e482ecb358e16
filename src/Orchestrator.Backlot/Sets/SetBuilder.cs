using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Sets;

/// <summary>Chooses who paints a setting.</summary>
internal static class SetBuilder
{
    public static List<SetLayer> Build(Setting setting, Mood mood) => setting switch
    {
        Setting.Harbor or Setting.Sea or Setting.Beach => WaterfrontSet.Build(mood, setting),
        Setting.Street => StreetSet.Build(mood),
        Setting.Forest or Setting.Field or Setting.Mountain or Setting.Desert => CountrySet.Build(mood, setting),
        Setting.Cafe or Setting.Kitchen or Setting.Room or Setting.Office => InteriorSet.Build(mood, setting),
        _ => StudioSet.Build(mood),
    };
}
