using Orchestrator.Backlot;
using Orchestrator.Model;

namespace Orchestrator.ScorerBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOrder
{
    /// <summary>Where takes are rendered to; kept between runs.</summary>
    public required string Folder { get; init; }

    /// <summary>Whole repair loops instead of single takes.</summary>
    public bool Repair { get; init; }

    /// <summary>Seams of takes that are made longer, instead of takes.</summary>
    public bool Seams { get; init; }

    /// <summary>One line a take.</summary>
    public bool Brief { get; init; }

    public FrameSize Size { get; init; } = new(1280, 720);

    public int Seeds { get; init; } = 1;

    /// <summary>Shots drawn by lot; 0 takes the twelve written ones.</summary>
    public int Drawn { get; init; }

    /// <summary>Briefs whose shots are filmed instead.</summary>
    public IReadOnlyList<string> Briefs { get; init; } = [];

    /// <summary>Null among them is a take without a habit.</summary>
    public IReadOnlyList<Habit?> Habits { get; init; } = [null, .. Enum.GetValues<Habit>().Where(habit => habit < Habit.SeamLight).Cast<Habit?>()];

    public static BenchOrder? Read(string[] args)
    {
        if (args.Length == 0)
            return null;
        var order = new BenchOrder { Folder = Directory.CreateDirectory(args[0]).FullName };
        foreach (var word in args.Skip(1))
        {
            if (order.With(word) is not { } next)
                return null;
            order = next;
        }

        return order;
    }

    private BenchOrder? With(string word) => word switch
    {
        "repair" => this with { Repair = true },
        "seams" => this with { Seams = true },
        "brief" => this with { Brief = true },
        "portrait" => this with { Size = new(Size.Height, Size.Width) },
        _ when word.EndsWith(".yaml", StringComparison.Ordinal) => this with { Briefs = [.. Briefs, word] },
        _ when word.Split('=') is [var name, var value] => WithValue(name, value),
        _ => null,
    };

    private BenchOrder? WithValue(string name, string value) => name switch
    {
        "seeds" => this with { Seeds = int.Parse(value) },
        "drawn" => this with { Drawn = int.Parse(value) },
        "lines" => this with { Size = new((int.Parse(value) * 16 / 9) & ~15, int.Parse(value)) },
        "habits" => this with { Habits = [.. value.Split(',').Select(text => text == "Clean" ? (Habit?)null : Enum.Parse<Habit>(text))] },
        _ => null,
    };
}
