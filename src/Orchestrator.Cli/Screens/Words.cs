using System.Text;
using Orchestrator.Model;

namespace Orchestrator.Cli.Screens;

/// <summary>How things of the model are said on a screen.</summary>
internal static class Words
{
    /// <summary>An enumeration's member in plain words: <c>CompletedWithNotes</c> is <c>completed with notes</c>.</summary>
    public static string Of(Enum value)
    {
        var words = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>What was changed, as a producer says it.</summary>
    public static string Change(ShotField field) => field switch
    {
        ShotField.Seed => "new seed",
        ShotField.Model => "other model",
        _ => Of(field) + " changed",
    };

    /// <summary>What failed and what is done about it; empty when nothing failed.</summary>
    public static string Failure(ShotProgress shot) => (shot.LastFailed, shot.LastChanged) switch
    {
        ({ } failed, { } changed) when Of(failed) == Of(changed) => $"{Of(failed)} failed → changed",
        ({ } failed, { } changed) => $"{Of(failed)} failed → {Change(changed)}",
        ({ } failed, null) => $"{Of(failed)} failed",
        (null, { } changed) => Change(changed),
        _ => "",
    };

    /// <summary>What happened to a shot last: what failed, what is done about it, and the note; empty when there is nothing to tell.</summary>
    public static string Story(ShotProgress shot)
    {
        var failure = Failure(shot);
        if (string.IsNullOrEmpty(shot.Note))
            return failure;
        // What is waited for is not what was changed: that is told when it goes on.
        if (shot.Step == "waiting")
            return shot.Note;
        return failure.Length == 0 ? shot.Note : $"{failure}: {WithoutName(shot.Note, shot.LastFailed)}";
    }

    // The failure names its attribute already.
    private static string WithoutName(string note, ScoredAttribute? failed) =>
        failed is { } attribute && note.StartsWith($"{attribute}: ", StringComparison.Ordinal) ? note[($"{attribute}: ".Length)..] : note;

    /// <summary>Minutes and seconds; hours when there are any.</summary>
    public static string Clock(TimeSpan time) => time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:mm\\:ss}";

    /// <summary>A number and its noun, in the plural where it must be.</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
