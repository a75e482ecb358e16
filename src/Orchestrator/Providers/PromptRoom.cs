using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>
/// How many characters each free text of a prompt may have, so that the whole never exceeds what a model takes. Each has its own share
/// whether the others need theirs or not: cutting one for another would make a change of one field a change of two.
/// </summary>
/// <param name="Subject">Of the subject's description.</param>
/// <param name="Setting">Of the place.</param>
/// <param name="Sound">Of the sound's description.</param>
/// <param name="Palette">Of the list of colours.</param>
/// <param name="Mention">Of one reference's introduction.</param>
internal readonly record struct PromptRoom(int Subject, int Setting, int Sound, int Palette, int Mention)
{
    // The longest that labels, numbers and the words of our own come to in one prompt.
    private const int Bounded = 620;
    private const int MentionsPercent = 30;

    // The clause of an end, for shots that have one: they have it in every request.
    private const int EndClause = 165;

    /// <summary>No limit.</summary>
    public static PromptRoom Any { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>The room in a model's prompt.</summary>
    public static PromptRoom Of(ModelRow row, bool ends = false)
    {
        if (row.PromptLimit == int.MaxValue)
            return Any;
        var room = Math.Max(0, row.PromptLimit - Bounded - (ends ? EndClause : 0));
        var mentions = row.References.Total == 0 ? 0 : room * MentionsPercent / 100;
        var texts = room - mentions;
        return new(texts * 40 / 100, texts * 25 / 100, texts * 20 / 100, texts * 15 / 100, mentions / Math.Max(1, row.References.Total));
    }

    /// <summary>As much of a text as has room, in whole words.</summary>
    public static string Fit(string text, int room)
    {
        if (text.Length <= room)
            return text;
        var cut = text.LastIndexOf(' ', Math.Max(0, room - 1));
        return (cut > 0 ? text[..cut] : text[..room]).TrimEnd(',', ' ');
    }
}
