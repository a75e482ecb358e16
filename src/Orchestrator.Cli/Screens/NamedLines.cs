using System.Text;

namespace Orchestrator.Cli.Screens;

/// <summary>Passes text on in whole lines with a name before each, so that what several films tell at once stays readable. Empty lines are left out.</summary>
/// <param name="name">What is put before each line.</param>
/// <param name="say">Takes one line.</param>
internal sealed class NamedLines(string name, Action<string> say) : TextWriter
{
    private readonly StringBuilder line = new();

    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc />
    public override void Write(char value)
    {
        lock (line)
        {
            if (value != '\n')
            {
                line.Append(value);
                return;
            }

            var text = line.ToString().TrimEnd();
            line.Clear();
            if (text.Length > 0)
                say($"{name}  {text}");
        }
    }
}
