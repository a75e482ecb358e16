using System.Globalization;
using System.Text.RegularExpressions;
using Orchestrator.Model;

namespace Orchestrator.Planning;

/// <summary>The small notations of a brief: lengths, sizes, money, light.</summary>
internal static partial class BriefText
{
    /// <summary><c>60s</c>, <c>1m30s</c>, <c>90</c>: seconds.</summary>
    public static double? Seconds(string text)
    {
        var match = LengthText().Match(text);
        if (!match.Success || match.Length == 0)
            return null;
        return Part(match, "m") * 60 + Part(match, "s");
    }

    /// <summary><c>1280x720</c>.</summary>
    public static FrameSize? Size(string text)
    {
        var match = SizeText().Match(text);
        if (!match.Success)
            return null;
        FrameSize size = new(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
        return size.Width is >= 320 and <= 3840 && size.Height is >= 320 and <= 3840 && size.Width % 2 == 0 && size.Height % 2 == 0 ? size : null;
    }

    /// <summary><c>40 USD</c>, <c>$40</c>, <c>12.50</c>.</summary>
    public static Money? Money(string text)
    {
        var match = MoneyText().Match(text);
        return match.Success && decimal.TryParse(match.Groups["amount"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && amount > 0
            ? Model.Money.Usd(amount)
            : null;
    }

    /// <summary><c>12 frames</c> or <c>0.5s</c>: frames.</summary>
    public static int? Frames(string text, int fps)
    {
        var match = FramesText().Match(text);
        if (match.Success)
            return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return Seconds(text) is { } seconds ? (int)Math.Round(seconds * fps) : null;
    }

    /// <summary>Light in words: <c>warm low sun from the left at dawn</c>; what is not said stays as in <paramref name="standard"/>.</summary>
    public static Lighting Light(string text, Lighting standard)
    {
        var words = Lexicon.Words(text);
        return new(
            words.Contains("cool") || words.Contains("cold") || words.Contains("blue") ? Warmth.Cool : words.Contains("warm") || words.Contains("golden") ? Warmth.Warm : words.Contains("neutral") ? Warmth.Neutral : standard.Warmth,
            words.Contains("hard") ? LightQuality.Hard : words.Contains("soft") ? LightQuality.Soft : standard.Quality,
            words.Contains("left") ? LightDirection.Left
                : words.Contains("right") ? LightDirection.Right
                : words.Contains("behind") || words.Contains("backlight") ? LightDirection.Behind
                : words.Contains("above") || words.Contains("overhead") ? LightDirection.Above
                : words.Contains("front") ? LightDirection.Front
                : standard.From,
            Lexicon.First(text, Lexicon.Times) ?? standard.Time);
    }

    /// <summary>The sentences of a text, each at most one beat.</summary>
    public static IEnumerable<string> Sentences(string text) =>
        SentenceEnd().Split(text.ReplaceLineEndings(" ")).Select(sentence => Spaces().Replace(sentence, " ").Trim()).Where(sentence => sentence.Length > 0);

    /// <summary>A name for folders and workflows: lower case, digits and hyphens.</summary>
    public static bool IsName(string text) => NameText().IsMatch(text);

    private static double Part(Match match, string group) =>
        match.Groups[group].Success ? double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<m>\d+(?:\.\d+)?)\s*m(?:in)?)?\s*(?:(?<s>\d+(?:\.\d+)?)\s*s?(?:ec|econds)?)?$")]
    private static partial Regex LengthText();

    [GeneratedRegex(@"^(\d{2,4})\s*[x×]\s*(\d{2,4})$")]
    private static partial Regex SizeText();

    [GeneratedRegex(@"^(?:\$|USD\s*)?(?<amount>[\d,]+(?:\.\d+)?)\s*(?:USD)?$", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyText();

    [GeneratedRegex(@"^(\d+)\s*(?:frames?|f)$")]
    private static partial Regex FramesText();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu}|\d)")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$")]
    private static partial Regex NameText();
}
