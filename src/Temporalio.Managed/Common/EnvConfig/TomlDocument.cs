using System.Globalization;
using System.Text;

namespace Temporalio.Common.EnvConfig;

/// <summary>
/// Reads the part of TOML 1.0 that configuration files of this kind use: tables, dotted and quoted keys, the four kinds of
/// strings, flags, numbers, inline tables and comments. Arrays and dates are refused.
/// </summary>
internal sealed class TomlDocument
{
    private readonly string text;
    private int at;

    private TomlDocument(string text) => this.text = text.ReplaceLineEndings("\n");

    private char Current => at < text.Length ? text[at] : '\0';

    /// <exception cref="FormatException">The text is no TOML of this kind.</exception>
    public static TomlTable Parse(string text)
    {
        var document = new TomlDocument(text);
        var root = new TomlTable();
        var table = root;
        while (document.SkipToEntry())
        {
            if (document.Current == '[')
                table = document.ReadHeader(root);
            else
                document.ReadEntry(table);
            document.RequireEndOfLine();
        }

        return root;
    }

    private static TomlTable Descend(TomlTable table, IEnumerable<string> path, Func<string, FormatException> error)
    {
        foreach (var name in path)
        {
            if (!table.Entries.TryGetValue(name, out var next))
                table.Entries[name] = next = new TomlTable();
            table = next as TomlTable ?? throw error($"{name} is no table");
        }

        return table;
    }

    private bool SkipToEntry()
    {
        while (Current is ' ' or '\t' or '\n' or '#')
        {
            if (Current == '#')
                SkipComment();
            else
                at++;
        }

        return at < text.Length;
    }

    private TomlTable ReadHeader(TomlTable root)
    {
        at++;
        if (Current == '[')
            throw Error("arrays of tables are not supported");
        var path = ReadKey();
        Require(']');
        return Descend(root, path, Error);
    }

    private void ReadEntry(TomlTable table)
    {
        var path = ReadKey();
        Require('=');
        SkipBlanks();
        var value = ReadValue();
        var owner = Descend(table, path.SkipLast(1), Error);
        if (!owner.Entries.TryAdd(path[^1], value))
            throw Error($"{path[^1]} is given twice");
    }

    private List<string> ReadKey()
    {
        var path = new List<string>();
        do
        {
            if (path.Count > 0)
                at++;
            SkipBlanks();
            path.Add(Current is '"' or '\'' ? ReadString() : ReadBare(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'));
            SkipBlanks();
        }
        while (Current == '.');
        return path;
    }

    private object ReadValue()
    {
        if (Current is '"' or '\'')
            return ReadString();
        if (Current == '{')
            return ReadInlineTable();
        var word = ReadBare(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '.');
        return word switch
        {
            "true" => true,
            "false" => false,
            _ => double.TryParse(word.Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out _)
                ? word
                : throw Error($"cannot read value {word}"),
        };
    }

    private TomlTable ReadInlineTable()
    {
        var table = new TomlTable();
        at++;
        SkipBlanks();
        while (Current != '}')
        {
            ReadEntry(table);
            SkipBlanks();
            if (Current == ',')
                at++;
            else if (Current != '}')
                throw Error("expected , or }");
            SkipBlanks();
        }

        at++;
        return table;
    }

    private string ReadString()
    {
        var quote = Current;
        var triple = new string(quote, 3);
        var isLong = string.CompareOrdinal(text, at, triple, 0, 3) == 0;
        var end = isLong ? triple : quote.ToString();
        at += end.Length;
        if (isLong && Current == '\n')
            at++;
        var value = new StringBuilder();
        while (string.CompareOrdinal(text, at, end, 0, end.Length) != 0)
        {
            if (at >= text.Length || (!isLong && Current == '\n'))
                throw Error("string has no end");
            if (quote == '"' && Current == '\\')
                ReadEscape(value, isLong);
            else
                value.Append(text[at++]);
        }

        at += end.Length;
        return value.ToString();
    }

    private void ReadEscape(StringBuilder value, bool isLong)
    {
        at++;
        var kind = Current;
        at++;
        const string kinds = "btnfr\"\\";
        const string meant = "\b\t\n\f\r\"\\";
        if (kinds.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var i)
        {
            value.Append(meant[i]);
        }
        else if (kind is 'u' or 'U')
        {
            var digits = kind == 'u' ? 4 : 8;
            var hex = at + digits <= text.Length ? text.Substring(at, digits) : string.Empty;
            if (!int.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rune) || !Rune.IsValid(rune))
                throw Error("bad unicode escape");
            value.Append(new Rune(rune));
            at += digits;
        }
        else if (isLong && kind is '\n' or ' ' or '\t')
        {
            while (Current is '\n' or ' ' or '\t')
                at++;
        }
        else
        {
            throw Error($"bad escape \\{kind}");
        }
    }

    private string ReadBare(Func<char, bool> belongs)
    {
        var start = at;
        while (at < text.Length && belongs(Current))
            at++;
        return at > start ? text[start..at] : throw Error($"unexpected {(Current == '\0' ? "end" : Current.ToString())}");
    }

    private void Require(char expected)
    {
        SkipBlanks();
        if (Current != expected)
            throw Error($"expected {expected}");
        at++;
    }

    private void RequireEndOfLine()
    {
        SkipBlanks();
        if (Current == '#')
            SkipComment();
        if (at < text.Length && Current != '\n')
            throw Error("expected the end of the line");
    }

    private void SkipBlanks()
    {
        while (Current is ' ' or '\t')
            at++;
    }

    private void SkipComment()
    {
        while (at < text.Length && Current != '\n')
            at++;
    }

    private FormatException Error(string what) =>
        new($"line {text.AsSpan(0, Math.Min(at, text.Length)).Count('\n') + 1}: {what}");
}
