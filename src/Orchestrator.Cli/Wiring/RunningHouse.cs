using System.Text.Json;

namespace Orchestrator.Cli.Wiring;

/// <summary>What the process that serves a home tells other processes.</summary>
/// <param name="ProcessId">Its id.</param>
/// <param name="Address">Where its Temporal service answers: HOST:PORT.</param>
/// <param name="Namespace">Namespace of the films.</param>
/// <param name="BacklotPort">Port of its Backlot; kept for the next process, because open jobs are known by their addresses.</param>
internal sealed record RunningHouse(int ProcessId, string Address, string Namespace, int BacklotPort = 0)
{
    /// <summary>What is written down, or null when nothing is.</summary>
    public static RunningHouse? Read(ProductHome home)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningHouse>(File.ReadAllText(home.Running));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            // Nobody serves the home, or wrote it down whole.
            return null;
        }
    }

    /// <summary>Writes it down in one step.</summary>
    public void Write(ProductHome home)
    {
        var draft = home.Running + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(this));
        File.Move(draft, home.Running, overwrite: true);
    }
}
