using System.Text;
using Orchestrator.Model;

namespace Orchestrator.Assembly;

/// <summary>How the report says things of the model.</summary>
internal static class ReportWords
{
    /// <summary>An enumeration's member in plain words: <c>PanLeft</c> is <c>pan left</c>.</summary>
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

    /// <summary>The same, as the start of a line.</summary>
    public static string Title(Enum value)
    {
        var words = Of(value);
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Words from elsewhere as a sentence of their own: with a capital and a full stop.</summary>
    public static string Sentence(string words) => words.Trim() switch
    {
        "" => "",
        var trimmed => char.ToUpperInvariant(trimmed[0]) + trimmed[1..] + (trimmed[^1] is '.' or '!' or '?' or '…' ? "" : "."),
    };

    /// <summary>A score to two places; one that fails never reads as the line itself.</summary>
    public static string Score(AttributeScore entry) =>
        $"{(entry.Verdict == Verdict.Fail ? Math.Floor(entry.Score * 100) / 100 : entry.Score):0.00}";

    /// <summary>How a production ended.</summary>
    public static string Status(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Completed => "Delivered",
        DeliveryStatus.CompletedWithNotes => "Delivered with notes",
        DeliveryStatus.StoppedByBudget => "Stopped by budget",
        DeliveryStatus.Refused => "Refused by content policy",
        _ => "Failed",
    };

    /// <summary>How a shot ended.</summary>
    public static string Status(ShotStatus status) => status switch
    {
        ShotStatus.AcceptedWithNotes => "Accepted with notes",
        ShotStatus.StoppedByBudget => "Stopped by budget",
        ShotStatus.Refused => "Refused by content policy",
        ShotStatus.Failed => "Failed",
        _ => "Accepted",
    };

    /// <summary>Money in a sentence, to the cent.</summary>
    public static string Price(Money money) => $"{Amount(money, 2)} {money.Currency}";

    /// <summary>Money in a column that names the currency at its head.</summary>
    public static string Amount(Money money, int decimals) => money.Amount().ToString(decimals == 2 ? "#,0.00;−#,0.00" : "#,0.0000;−#,0.0000");

    /// <summary>Decimals with which a column of amounts adds up to the eye: two, or four when one of them has parts of a cent.</summary>
    public static int Decimals(IEnumerable<Money> amounts) => amounts.All(amount => amount.Micros % 10_000 == 0) ? 2 : 4;

    /// <summary>A place or length in the film: minutes, seconds and frames.</summary>
    public static string Timecode(int frames, int fps) => $"{frames / fps / 60}:{frames / fps % 60:00}:{frames % fps:00}";

    /// <summary>A number and its noun.</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>How strongly something is asked.</summary>
    public static string Of(Insistence insistence) => insistence switch
    {
        Insistence.Insisted => "insisted",
        Insistence.Strict => "strictly",
        _ => "said once",
    };

    /// <summary>How an attempt changes its parent: asked again, or a part of its clip.</summary>
    /// <param name="source">What of the clip is changed; null for a fresh take.</param>
    /// <param name="parent">Number of the parent.</param>
    public static string Change(TakeSource? source, int parent) => source switch
    {
        null => $"changed from take {parent}",
        { Region: { } part } => $"painted anew in take {parent}, {100 * part.Left:0}–{100 * (part.Left + part.Width):0} % across and {100 * part.Top:0}–{100 * (part.Top + part.Height):0} % down, the rest of it kept",
        { Seconds: > 0 } => $"retaken in take {parent} from {source.From:0.0#} s to {source.From + source.Seconds:0.0#} s, the rest of it kept",
        { RequestId.Length: > 0 } => $"edited in conversation in take {parent}, the rest of it kept",
        _ => $"edited in take {parent}, the rest of it kept",
    };
}
