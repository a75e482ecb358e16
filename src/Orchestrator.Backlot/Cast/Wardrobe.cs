using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>What a person wears and looks like: read from the Subject clause, and drawn by lot from it where it is silent.</summary>
internal sealed record Wardrobe
{
    public static readonly string[] GarmentWords = ["apron", "coat", "raincoat", "jacket", "dress", "shirt", "sweater", "hoodie", "suit", "uniform", "jumper", "hat", "cap", "beanie", "scarf", "trousers", "jeans", "skirt"];

    private static readonly Rgb[] Skins = [Rgb.Hex(0xF0C8A8), Rgb.Hex(0xE0AC82), Rgb.Hex(0xC68B5F), Rgb.Hex(0x9A6440), Rgb.Hex(0x6E452C)];
    private static readonly Rgb[] Hairs = [Rgb.Hex(0x241A16), Rgb.Hex(0x4A2F1E), Rgb.Hex(0x7A4E2A), Rgb.Hex(0x9C7A4A), Rgb.Hex(0x7C3A22)];

    public required Rgb Skin { get; init; }
    public required Rgb Hair { get; init; }
    public required Rgb Top { get; init; }
    public required Rgb Bottom { get; init; }
    public required Rgb Shoes { get; init; }
    public Rgb? Apron { get; init; }
    public Rgb? Coat { get; init; }
    public Rgb? Dress { get; init; }
    public Rgb? Hat { get; init; }
    public Rgb? Scarf { get; init; }
    public bool LongHair { get; init; }
    public bool Beard { get; init; }

    public static Wardrobe Of(string subject, Mood mood, ulong lot)
    {
        var woman = Has(subject, "woman", "girl", "lady", "she", "her", "mother", "barista") && !Has(subject, "man", "he", "his");
        var old = Has(subject, "old", "elderly", "aged", "grey-haired", "gray-haired");
        var top = Garment(subject, "shirt", "sweater", "jumper", "hoodie", "uniform", "suit");
        var coat = Garment(subject, "coat", "raincoat", "jacket");
        return new Wardrobe
        {
            Skin = Skins[(int)(Lot.Unit(lot, 1) * Skins.Length)],
            Hair = old ? Rgb.Hex(0xC9C5BF) : Hairs[(int)(Lot.Unit(lot, 2) * Hairs.Length)],
            Top = top.Colour ?? mood.Colour(2).AtLuma(0.46f),
            Bottom = Garment(subject, "trousers", "jeans", "skirt").Colour ?? mood.Colour(1).AtLuma(0.20f),
            Shoes = Rgb.Hex(0x2B2522),
            Apron = Worn(Garment(subject, "apron"), mood.Colour(1).AtLuma(0.26f)),
            Coat = Worn(coat, mood.Colour(2).AtLuma(0.42f)),
            Dress = Worn(Garment(subject, "dress"), mood.Colour(2).AtLuma(0.44f)),
            Hat = Worn(Garment(subject, "hat", "cap", "beanie"), mood.Colour(1).AtLuma(0.24f)),
            Scarf = Worn(Garment(subject, "scarf"), mood.Colour(2).AtLuma(0.5f)),
            LongHair = woman || Has(subject, "long hair"),
            Beard = Has(subject, "beard", "bearded", "fisherman", "sailor") || (!woman && Lot.Unit(lot, 3) > 0.75f && !Has(subject, "boy", "child")),
        };
    }

    private static Rgb? Worn((bool Named, Rgb? Colour) garment, Rgb otherwise) => garment.Named ? garment.Colour ?? otherwise : null;

    private static bool Has(string text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (ScriptReader.IndexOfWord(text, word) >= 0)
                return true;
        }

        return false;
    }

    // "a navy apron": the colour word nearest before the garment, at most three words back.
    private static (bool Named, Rgb? Colour) Garment(string text, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            var at = ScriptReader.IndexOfWord(text, name);
            if (at < 0)
                continue;
            var before = text[..at].Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(3);
            var colours = ColourNames.FindAll(string.Join(' ', before), 3);
            return (true, colours.Count > 0 ? colours[^1] : null);
        }

        return (false, null);
    }
}
