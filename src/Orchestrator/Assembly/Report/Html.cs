using System.Text;

namespace Orchestrator.Assembly;

/// <summary>
/// A piece of a page. Written as an interpolated string: what stands in the text is markup, what stands in braces is a value and
/// is encoded, unless it is a piece of a page itself.
/// </summary>
internal sealed class Html
{
    private readonly string markup;

    private Html(string markup) => this.markup = markup;

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new("");

    /// <summary>Makes a piece from a template; every value is encoded.</summary>
    public static Html Of(HtmlTemplate template) => new(template.ToMarkup());

    /// <summary>Text of our own that is markup already, such as a style sheet. Never for a value.</summary>
    public static Html Trusted(string markup) => new(markup);

    /// <summary>Pieces one after the other.</summary>
    public static Html Join(IEnumerable<Html> pieces)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
            text.Append(piece.markup).Append('\n');
        return new Html(text.ToString());
    }

    /// <summary>A piece if the condition holds.</summary>
    public static Html When(bool condition, Func<Html> piece) => condition ? piece() : Empty;

    /// <inheritdoc />
    public override string ToString() => markup;
}
