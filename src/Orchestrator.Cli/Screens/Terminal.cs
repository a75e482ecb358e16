using Spectre.Console;

namespace Orchestrator.Cli.Screens;

/// <summary>Where a person reads: results on the output, problems on the error stream.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Problems and what to do about them.</param>
/// <param name="Live">True when the output is a screen that may be redrawn; false asks for plain lines.</param>
internal sealed record Terminal(IAnsiConsole Output, IAnsiConsole Error, bool Live)
{
    private const int PlainWidth = 500;

    /// <summary>The terminal of this process: live unless it is redirected, or NO_COLOR, CI or a dumb terminal asks for plain lines.</summary>
    public static Terminal OfThisProcess(IReadOnlyDictionary<string, string> environment)
    {
        var plain = environment.ContainsKey("NO_COLOR") || environment.ContainsKey("CI") || environment.GetValueOrDefault("TERM") == "dumb";
        var live = !plain && !Console.IsOutputRedirected;
        return new Terminal(
            Create(Console.Out, !plain && !Console.IsOutputRedirected),
            Create(Console.Error, !plain && !Console.IsErrorRedirected),
            live);
    }

    /// <summary>A terminal that writes plain text to writers.</summary>
    public static Terminal ToWriters(TextWriter output, TextWriter error) => new(Create(output, false), Create(error, false), Live: false);

    /// <summary>The same for one of several that write at once: plain lines, each with its name before it.</summary>
    public Terminal Named(string name) => ToWriters(new NamedLines(name, Shared(Output)), new NamedLines(name, Shared(Error)));

    /// <summary>Says one plain line.</summary>
    public void Say(string line) => Output.WriteLine(line);

    /// <summary>Says what is wrong, and what to do about it, on the error stream.</summary>
    public void Complain(string what, string? remedy)
    {
        Error.Write(new Text("error: ", new Style(Color.Red, decoration: Decoration.Bold)));
        Error.WriteLine(what);
        if (!string.IsNullOrEmpty(remedy))
            Error.WriteLine("  → " + remedy, new Style(Color.Yellow));
    }

    private static Action<string> Shared(IAnsiConsole console) => line =>
    {
        lock (console)
            console.WriteLine(line);
    };

    private static IAnsiConsole Create(TextWriter writer, bool colour)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = colour ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        // A redirected output has no width: lines must reach their reader unbroken.
        if (!colour)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
