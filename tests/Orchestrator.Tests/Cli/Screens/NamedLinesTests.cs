using Orchestrator.Cli.Screens;

namespace Orchestrator.Tests.Cli.Screens;

public sealed class NamedLinesTests
{
    [Fact]
    public async Task Named_SeveralWritersAtOnce_WriteWholeLinesEachWithItsName()
    {
        var written = new StringWriter();
        var terminal = Terminal.ToWriters(written, TextWriter.Null);

        await Task.WhenAll(new[] { "first ", "second" }.Select(name => Task.Run(() =>
        {
            var own = terminal.Named(name);
            for (var line = 0; line < 100; line++)
            {
                own.Output.Write(new Spectre.Console.Text("  cost   "));
                own.Say($"{line} USD");
                own.Say("");
            }
        })));

        var lines = written.ToString().TrimEnd().Split('\n');
        Assert.Equal(200, lines.Length);
        Assert.Equal(Enumerable.Range(0, 100).Select(line => $"first     cost   {line} USD"), lines.Where(line => line.StartsWith("first ", StringComparison.Ordinal)).Select(line => line.TrimEnd()));
    }

    [Fact]
    public void Named_Complaint_GoesToTheErrorStreamWithItsName()
    {
        var error = new StringWriter();

        Terminal.ToWriters(TextWriter.Null, error).Named("first").Complain("no disk", "free some");

        Assert.Equal("first  error: no disk\nfirst    → free some\n", error.ToString().ReplaceLineEndings("\n"));
    }
}
