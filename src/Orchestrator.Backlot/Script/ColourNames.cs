using Orchestrator.Backlot.Picture;

namespace Orchestrator.Backlot.Script;

/// <summary>Colour words and what they look like.</summary>
internal static class ColourNames
{
    private static readonly Dictionary<string, Rgb> Names = new()
    {
        ["black"] = Rgb.Hex(0x1B1B1F), ["charcoal"] = Rgb.Hex(0x33363B), ["slate"] = Rgb.Hex(0x5A6673), ["gray"] = Rgb.Hex(0x888C91), ["grey"] = Rgb.Hex(0x888C91),
        ["silver"] = Rgb.Hex(0xBEC4CA), ["white"] = Rgb.Hex(0xF2F1EC), ["ivory"] = Rgb.Hex(0xF1EAD6), ["cream"] = Rgb.Hex(0xEFDFBB), ["beige"] = Rgb.Hex(0xD9C7A4),
        ["sand"] = Rgb.Hex(0xD2B48C), ["tan"] = Rgb.Hex(0xC49A6C), ["khaki"] = Rgb.Hex(0xB8A878), ["brown"] = Rgb.Hex(0x6B4527), ["chocolate"] = Rgb.Hex(0x5A3520),
        ["walnut"] = Rgb.Hex(0x5E4230), ["oak"] = Rgb.Hex(0xA67B4E), ["copper"] = Rgb.Hex(0xB56A3C), ["bronze"] = Rgb.Hex(0x9A6B34), ["rust"] = Rgb.Hex(0xA8482A),
        ["terracotta"] = Rgb.Hex(0xC0603F), ["amber"] = Rgb.Hex(0xE89A2B), ["gold"] = Rgb.Hex(0xD9A62E), ["golden"] = Rgb.Hex(0xD9A62E), ["honey"] = Rgb.Hex(0xDDA032),
        ["mustard"] = Rgb.Hex(0xC99A22), ["yellow"] = Rgb.Hex(0xEFCB3A), ["lemon"] = Rgb.Hex(0xF2E05A), ["orange"] = Rgb.Hex(0xE8772E), ["peach"] = Rgb.Hex(0xF2B48C),
        ["apricot"] = Rgb.Hex(0xEFA86B), ["coral"] = Rgb.Hex(0xE8705A), ["salmon"] = Rgb.Hex(0xE58A78), ["red"] = Rgb.Hex(0xC8342F), ["crimson"] = Rgb.Hex(0xA81E36),
        ["scarlet"] = Rgb.Hex(0xD0301F), ["burgundy"] = Rgb.Hex(0x6E1F33), ["maroon"] = Rgb.Hex(0x6B1F26), ["wine"] = Rgb.Hex(0x70233A), ["rose"] = Rgb.Hex(0xD6697F),
        ["pink"] = Rgb.Hex(0xE89AB0), ["blush"] = Rgb.Hex(0xE6B8AE), ["magenta"] = Rgb.Hex(0xC0348F), ["fuchsia"] = Rgb.Hex(0xC4369A), ["purple"] = Rgb.Hex(0x6E3F96),
        ["violet"] = Rgb.Hex(0x7A55B0), ["lavender"] = Rgb.Hex(0xB3A3D6), ["lilac"] = Rgb.Hex(0xBFA3CE), ["plum"] = Rgb.Hex(0x6A3459), ["indigo"] = Rgb.Hex(0x363A82),
        ["navy"] = Rgb.Hex(0x1E2F52), ["blue"] = Rgb.Hex(0x2F66B3), ["cobalt"] = Rgb.Hex(0x2450A8), ["azure"] = Rgb.Hex(0x4A90D9), ["sky"] = Rgb.Hex(0x86BCE6),
        ["steel"] = Rgb.Hex(0x5F7F9E), ["cyan"] = Rgb.Hex(0x3CB8CC), ["turquoise"] = Rgb.Hex(0x38B2AC), ["teal"] = Rgb.Hex(0x1E7B80), ["aqua"] = Rgb.Hex(0x5CC8CC),
        ["mint"] = Rgb.Hex(0x9BD8B8), ["sage"] = Rgb.Hex(0x9CAF88), ["green"] = Rgb.Hex(0x3F8F4F), ["emerald"] = Rgb.Hex(0x1F8A5C), ["forest"] = Rgb.Hex(0x2C5238),
        ["olive"] = Rgb.Hex(0x6F7433), ["moss"] = Rgb.Hex(0x66783F), ["lime"] = Rgb.Hex(0xA2C83A), ["jade"] = Rgb.Hex(0x3FA27C), ["ochre"] = Rgb.Hex(0xBF8230),
        ["pearl"] = Rgb.Hex(0xE6E2DA), ["sepia"] = Rgb.Hex(0x7A5A3C), ["denim"] = Rgb.Hex(0x3D5A86), ["midnight"] = Rgb.Hex(0x161D36), ["ebony"] = Rgb.Hex(0x2B2320),
    };

    /// <summary>Every colour word of a text in the order of the text, at most so many.</summary>
    public static IReadOnlyList<Rgb> FindAll(string text, int most)
        => [.. Names.Select(n => (At: ScriptReader.IndexOfWord(text, n.Key), n.Value)).Where(n => n.At >= 0).OrderBy(n => n.At).Take(most).Select(n => n.Value)];
}
