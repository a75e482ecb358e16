using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Orchestrator.Assembly;

/// <summary>Receives an interpolated string for <see cref="Html.Of"/> and encodes its values.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlTemplate
{
    // Letters of every script stay letters; only what could be markup is written as an entity.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder text;

    /// <summary>Called by the compiler.</summary>
    public HtmlTemplate(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (formattedCount * 16));

    /// <summary>Markup.</summary>
    public void AppendLiteral(string markup) => text.Append(markup);

    /// <summary>A piece of a page.</summary>
    public void AppendFormatted(Html? piece) => text.Append(piece);

    /// <summary>Pieces of a page.</summary>
    public void AppendFormatted(IEnumerable<Html> pieces) => text.Append(Html.Join(pieces));

    /// <summary>A value.</summary>
    public void AppendFormatted<T>(T value) => text.Append(Encoder.Encode(value?.ToString() ?? ""));

    /// <summary>A value in a format.</summary>
    public void AppendFormatted<T>(T value, string format)
        where T : IFormattable => text.Append(Encoder.Encode(value.ToString(format, null)));

    /// <summary>What was written.</summary>
    public string ToMarkup() => text.ToString();
}
