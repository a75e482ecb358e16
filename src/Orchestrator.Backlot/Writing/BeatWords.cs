using System.Text.RegularExpressions;
using Orchestrator.Backlot.Script;

namespace Orchestrator.Backlot.Writing;

/// <summary>
/// Reads the beats of a film in their order: who and where each is about, in words that need no other beat. What the question calls by a
/// name is called so, and "she" is whoever was spoken of last.
/// </summary>
internal sealed partial class BeatWords(string question)
{
    private static readonly string[] People =
    [
        "barista", "fisherman", "woman", "man", "girl", "boy", "child", "chef", "cook", "baker", "runner", "dancer", "cyclist", "farmer", "worker", "sailor", "person", "people",
    ];

    private readonly List<(string Kind, string Name, string Words)> likenesses =
        [.. LikenessLine().Matches(question).Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))];

    private (string Name, string Subject)? whoever;

    /// <summary>The beat as a sentence of its own, its subject, its place, and whether somebody is in it.</summary>
    public (string Beat, string Subject, string Setting, bool Person) Read(string beat)
    {
        var text = beat.ToLowerInvariant();
        var place = Named("Place", text)?.Words;
        var character = Named("Character", text);
        var noun = ScriptReader.First<string?>(text, null, [.. People.Select(word => (word, (string?)word))]);
        if (character is { } known)
            whoever = (known.Name, known.Words);
        else if (noun is not null)
            whoever = ($"the {noun}", Clause(beat));
        else if (Pronoun().Match(beat) is { Success: true } pronoun)
        {
            var meant = whoever ?? Stranger(pronoun.Value);
            var told = Pronoun().Replace(beat, Capital(pronoun, meant.Name), 1);
            return (told, meant.Subject, place ?? Clause(told), true);
        }

        var person = character is not null || noun is not null;
        return (beat, person ? whoever!.Value.Subject : Named("Product", text)?.Words ?? Clause(beat), place ?? Clause(beat), person);
    }

    private static (string Name, string Subject) Stranger(string pronoun) =>
        pronoun.ToLowerInvariant() switch { "she" => ("a woman", "a woman"), "he" => ("a man", "a man"), _ => ("people", "two people") };

    private static string Capital(Match pronoun, string name) => pronoun.Index == 0 ? $"{char.ToUpperInvariant(name[0])}{name[1..]}" : name;

    private (string Name, string Words)? Named(string kind, string text) => ScriptReader.First<(string, string)?>(
        text, null, [.. likenesses.Where(likeness => likeness.Kind == kind).Select(likeness => (likeness.Name.ToLowerInvariant(), ((string, string)?)(likeness.Name, likeness.Words)))]);

    private static string Clause(string beat)
    {
        var clause = beat.Split(',', ';', '.')[0].Trim();
        return clause.Length <= 80 ? clause : clause[..80].TrimEnd();
    }

    [GeneratedRegex(@"^(Character|Product|Place) ""([^""]+)"":.*\bwrite ""([^""]+)""", RegexOptions.Multiline)]
    private static partial Regex LikenessLine();

    [GeneratedRegex(@"\b(?:she|he|they)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();
}
