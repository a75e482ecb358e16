using System.Runtime.CompilerServices;

namespace Temporalio.Tests.Surface;

/// <summary>The public members of the official SDK, from their list: a line a member, indented under the line of its type.</summary>
internal static class OfficialSurface
{
    private static readonly HashSet<string> Kinds = ["static", "abstract", "sealed", "class", "record", "struct", "interface", "enum", "delegate"];

    /// <summary>Where the list is; null if it is not there.</summary>
    public static string? Path { get; } = Find();

    /// <summary>Types as <c>Type</c>, members as <c>Type.Member</c> or <c>Type.Member(names of parameters)</c>.</summary>
    public static HashSet<string> Read()
    {
        var found = new HashSet<string>();
        var type = string.Empty;
        foreach (var line in File.ReadLines(Path!).Where(l => l.Length > 0 && l[0] != '#'))
        {
            if (line[0] != ' ')
                found.Add(type = string.Join(' ', line.Split(" : ")[0].Split(' ').SkipWhile(Kinds.Contains)));
            else
                found.UnionWith(Members(line.Trim()).Select(member => $"{type}.{member}"));
        }

        return found;
    }

    private static IEnumerable<string> Members(string line)
    {
        if (line.IndexOf('(', StringComparison.Ordinal) is var open and >= 0)
            return [$"{LastWord(WithoutArguments(line[..open]))}({string.Join(", ", Parameters(line[(open + 1)..line.LastIndexOf(')')]))})"];
        if (line.IndexOf(" {", StringComparison.Ordinal) is var brace and >= 0)
            return [LastWord(line[..brace])];
        return line.Contains('=', StringComparison.Ordinal) ? line.Split(", ").Select(name => name.Split('=')[0]) : [LastWord(line)];
    }

    private static IEnumerable<string> Parameters(string list)
    {
        var (depth, start) = (0, 0);
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && (list[i] != ',' || depth > 0))
            {
                depth += list[i] == '<' ? 1 : list[i] == '>' ? -1 : 0;
                continue;
            }

            if (i > start)
                yield return LastWord(list[start..i].Split(" = ")[0]);
            start = i + 1;
        }
    }

    private static string WithoutArguments(string name)
    {
        if (name[^1] != '>')
            return name;
        var (depth, end) = (0, name.Length - 1);
        do
            depth += name[end] == '>' ? 1 : name[end] == '<' ? -1 : 0;
        while (depth > 0 && --end >= 0);
        return name[..end];
    }

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..];

    private static string? Find([CallerFilePath] string thisFile = "")
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, "..", "..", "..", "..", "shared", "temporal", "api-surface.txt");
        return File.Exists(path) ? System.IO.Path.GetFullPath(path) : null;
    }
}
