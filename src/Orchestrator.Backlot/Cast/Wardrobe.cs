using Orchestrator.Backlot.Picture;
using Orchestrator.Backlot.Script;
using Orchestrator.Backlot.Sets;

namespace Orchestrator.Backlot.Cast;

/// <summary>What a person wears and looks like: read from the Subject clause, and drawn by lot from it where it is silent.</summary>
internal sealed record Wardrobe
{
    public static readonly string[] GarmentWords = ["apron", "coat", "raincoat", "jacket", "dress", "shirt", "sweater", "hoodie", "suit", "uniform", "jumper", "hat", "cap", "beanie", "scarf", "trousers", "jeans", "skirt"];

    private static readonly string[] Tops = ["shirt", "sweater", "jumper", "hoodie", "uniform", "suit"];
    private static readonly string[] Coats = ["coat", "raincoat", "jacket"];
    private static readonly string[] Bottoms = ["trousers", "jeans", "skirt"];
    private static readonly string[] Hats = ["hat", "cap", "beanie"];
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

    /// <summary>What somebody wears: colours that the words name, then those of a reference picture, then those of the palette.</summary>
    /// <param name="script">What is played, with what a reference shows of its subject.</param>
    /// <param name="subject">Who it is, in words.</param>
    /// <param name="mood">The palette.</param>
    /// <param name="lot">Draws what is left open.</param>
    public static Wardrobe Of(ShotScript script, string subject, Mood mood, ulong lot)
    {
        var own = Of(subject, mood, lot);
        return script.Likeness switch
        {
            { Worn: { } worn } => own.As(worn, subject),
            { Outer: { } outer } likeness => own.Dyed(outer, likeness.Lower, subject),
            _ => own,
        };
    }

    // Whoever the words dress otherwise is dressed otherwise.
    private Wardrobe As(Wardrobe worn, string subject)
    {
        var dressed = GarmentWords.Any(word => Has(subject, word));
        return this with
        {
            Skin = worn.Skin,
            Hair = worn.Hair,
            LongHair = worn.LongHair,
            Beard = worn.Beard,
            Top = Colour(subject, Tops) ?? worn.Top,
            Bottom = Colour(subject, Bottoms) ?? worn.Bottom,
            Shoes = worn.Shoes,
            Apron = Kept(Apron, worn.Apron, "apron"),
            Coat = Kept(Coat, worn.Coat, Coats),
            Dress = Kept(Dress, worn.Dress, "dress"),
            Hat = Kept(Hat, worn.Hat, Hats),
            Scarf = Kept(Scarf, worn.Scarf, "scarf"),
        };

        Rgb? Kept(Rgb? own, Rgb? shown, params ReadOnlySpan<string> names)
            => Colour(subject, names) ?? (own is not null || !dressed ? shown ?? own : null);
    }

    // What is seen most of takes the colour that was seen most of.
    private Wardrobe Dyed(Rgb outer, Rgb? lower, string subject)
    {
        var dyed = this with { Bottom = Colour(subject, Bottoms) ?? lower ?? Bottom };
        return dyed switch
        {
            { Coat: not null } => dyed with { Coat = Colour(subject, Coats) ?? outer },
            { Dress: not null } => dyed with { Dress = Colour(subject, "dress") ?? outer },
            { Apron: not null } when Colour(subject, "apron") is null => dyed with { Apron = outer },
            _ => dyed with { Top = Colour(subject, Tops) ?? outer },
        };
    }

    private static Rgb? Colour(string subject, params ReadOnlySpan<string> names) => Garment(subject, names).Colour;

    private static Wardrobe Of(string subject, Mood mood, ulong lot)
    {
        var woman = Has(subject, "woman", "girl", "lady", "she", "her", "mother", "barista") && !Has(subject, "man", "he", "his");
        var old = Has(subject, "old", "elderly", "aged", "grey-haired", "gray-haired");
        var top = Garment(subject, Tops);
        var coat = Garment(subject, Coats);
        return new Wardrobe
        {
            Skin = Skins[(int)(Lot.Unit(lot, 1) * Skins.Length)],
            Hair = old ? Rgb.Hex(0xC9C5BF) : Hairs[(int)(Lot.Unit(lot, 2) * Hairs.Length)],
            Top = top.Colour ?? mood.Colour(2).AtLuma(0.46f),
            Bottom = Garment(subject, Bottoms).Colour ?? mood.Colour(1).AtLuma(0.20f),
            Shoes = Rgb.Hex(0x2B2522),
            Apron = Worn(Garment(subject, "apron"), mood.Colour(1).AtLuma(0.26f)),
            Coat = Worn(coat, mood.Colour(2).AtLuma(0.42f)),
            Dress = Worn(Garment(subject, "dress"), mood.Colour(2).AtLuma(0.44f)),
            Hat = Worn(Garment(subject, Hats), mood.Colour(1).AtLuma(0.24f)),
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
