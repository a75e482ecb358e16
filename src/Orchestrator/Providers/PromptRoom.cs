using Orchestrator.Model;
using Orchestrator.Providers.Catalogue;

namespace Orchestrator.Providers;

/// <summary>
/// How many characters each free text of a prompt may have, so that the whole never exceeds what a model takes. Each has its own share
/// whether the others need theirs or not: cutting one for another would make a change of one field a change of two.
/// </summary>
/// <param name="Subject">Of the subject's description.</param>
/// <param name="Action">Of what happens.</param>
/// <param name="Setting">Of the place.</param>
/// <param name="Sound">Of the sound's description.</param>
/// <param name="Palette">Of the list of colours.</param>
/// <param name="Mention">Of one reference's introduction.</param>
internal readonly record struct PromptRoom(int Subject, int Action, int Setting, int Sound, int Palette, int Mention)
{
    // The longest that labels, numbers and the words of our own come to in one prompt.
    private const int Bounded = 620;
    private const int MentionsPercent = 30;

    // The clause of an end, for shots that have one: they have it in every request.
    private const int EndClause = 165;
    private const int ActionLabel = 64;

    /// <summary>No limit.</summary>
    public static PromptRoom Any { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>The room in a model's prompt.</summary>
    /// <param name="row">The model.</param>
    /// <param name="fields">The shot: clauses that it does not have need no room.</param>
    public static PromptRoom Of(ModelRow row, ShotFields fields)
    {
        if (row.PromptLimit == int.MaxValue)
            return Any;
        var room = Math.Max(0, row.PromptLimit - Bounded - (fields.Ending is null ? 0 : EndClause) - (fields.Action is null ? 0 : ActionLabel));
        var mentions = row.References.Total == 0 ? 0 : room * MentionsPercent / 100;
        return Shared(room - mentions, fields, mentions / Math.Max(1, row.References.Total));
    }

    /// <summary>What each text has of the room of all.</summary>
    public static PromptRoom Shared(int texts, ShotFields fields, int mention) => fields.Action is null
        ? new(texts * 40 / 100, 0, texts * 25 / 100, texts * 20 / 100, texts * 15 / 100, mention)
        : new(texts * 28 / 100, texts * 34 / 100, texts * 16 / 100, texts * 12 / 100, texts * 10 / 100, mention);

    /// <summary>As much of a text as has room, in whole words.</summary>
    public static string Fit(string text, int room)
    {
        if (text.Length <= room)
            return text;
        var cut = text.LastIndexOf(' ', Math.Max(0, room - 1));
        return (cut > 0 ? text[..cut] : text[..room]).TrimEnd(',', ' ');
    }
}
