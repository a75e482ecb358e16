using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Temporalio.Tests.Surface;

/// <summary>What the README says is not here is what is not here: no more, no less. `absent.txt` has it member by member.</summary>
public sealed partial class SurfaceTests
{
    /// <summary>Set to 1 to write `absent.txt` instead of comparing with it.</summary>
    private const string RecordVariable = "SURFACE_RECORD";

    private static readonly string Folder = FindFolder();

    private static readonly string[] Absent = File.ReadAllLines(Path.Combine(Folder, "absent.txt"));

    [OfficialSurfaceFact]
    public void PublicMembers_BesideTheOfficialOnes_AreNone() =>
        Assert.Empty(ManagedSurface.Read().Except(OfficialSurface.Read()));

    [OfficialSurfaceFact]
    public void AbsentMembers_AreThoseOfTheList()
    {
        var here = ManagedSurface.Read();
        var absent = OfficialSurface.Read().Where(member => !here.Contains(member)).ToHashSet();

        // Of a type that is absent, the name says everything.
        var brief = absent.Where(member => !absent.Any(type => member.StartsWith(type + ".", StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable(RecordVariable) == "1")
            File.WriteAllLines(Path.Combine(Folder, "absent.txt"), brief);
        Assert.Equal(Absent, brief);
    }

    [Fact]
    public void Readme_NamesEveryAbsentMember_AndNothingElse()
    {
        var here = ManagedSurface.Read();
        var names = AbsentNames();
        Assert.NotEmpty(names);
        Assert.DoesNotContain(Absent, here.Contains);
        Assert.All(Absent, member => Assert.True(names.Any(name => Covers(name, member)), $"the README does not say that {member} is absent"));
        Assert.All(names, name => Assert.True(Absent.Any(member => Covers(name, member)), $"{name} is not absent"));
        Assert.DoesNotContain(here, member => names.Any(name => Covers(name, member)));
    }

    /// <summary>The names in the rows of the README's table whose second column says that they are absent; * stands for any letters.</summary>
    private static string[] AbsentNames() =>
        [.. File.ReadAllLines(Path.Combine(Folder, "..", "..", "..", "src", "Temporalio.Managed", "README.md"))
            .SkipWhile(line => line != "## What is not here")
            .Select(line => line.Split('|'))
            .Where(cells => cells.Length > 2 && cells[2].TrimStart().StartsWith("absent", StringComparison.Ordinal))
            .SelectMany(cells => Quoted().Matches(cells[1]).Select(match => match.Groups["name"].Value))];

    /// <summary>A name is that of a type, of a member of any type, or of both; with parameters it is that of one overload.</summary>
    private static bool Covers(string name, string member)
    {
        var whole = name.Contains('(', StringComparison.Ordinal) ? member : member.Split('(')[0];
        var pattern = Regex.Escape(name).Replace(@"\*", "[^.(]*", StringComparison.Ordinal);
        return Regex.IsMatch(whole, $@"^(.*\.)?{pattern}(<[^.]*>)?(\..*)?$");
    }

    private static string FindFolder([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();
}
