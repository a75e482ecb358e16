using Orchestrator.Model;
using Orchestrator.Workflows;
using Temporalio.Client;
using Temporalio.Exceptions;

namespace Orchestrator.Cli.Screens;

/// <summary>What a person can do from the board with one key: approve what waits, hold the purchases, let them go on.</summary>
internal sealed class BoardKeys(WorkflowHandle<ProductionWorkflow, Delivery> film)
{
    private static readonly TimeSpan AnswerStays = TimeSpan.FromSeconds(5);
    private string? answer;
    private TimeSpan answerEnds;

    /// <summary>The film's workflow id.</summary>
    public string FilmId => film.Id;

    /// <summary>The film's answer to the last key, for as long as it takes to read it.</summary>
    public string? Answer(TimeSpan now) => now < answerEnds ? answer : null;

    /// <summary>What the keys do now.</summary>
    /// <param name="now">The production.</param>
    /// <param name="storyboard">Where a storyboard that waits can be looked at.</param>
    /// <param name="name">The film's name.</param>
    public static string Hint(ProductionProgress now, string? storyboard, string name)
    {
        if (now.Waiting is not null)
            return $"look at {storyboard}; a approves, `orchestrator reject {name} SHOT NOTE` draws a frame again";
        return now.Paused ? "p goes on, Ctrl-C stops watching; nothing is lost" : "p pauses, Ctrl-C stops watching; nothing is lost";
    }

    /// <summary>Does what the keys pressed since the last call ask for.</summary>
    public async Task ObeyAsync(ProductionProgress now, TimeSpan time)
    {
        if (Console.IsInputRedirected)
            return;
        while (Console.KeyAvailable)
        {
            var key = char.ToLowerInvariant(Console.ReadKey(intercept: true).KeyChar);
            try
            {
                answer = await AnswerAsync(key, now);
            }
            catch (Exception exception) when (exception is WorkflowUpdateFailedException or RpcException)
            {
                // It was too late, or nobody answers; the board goes on and says so.
                answer = (exception.InnerException ?? exception).Message;
            }

            answerEnds = time + AnswerStays;
        }
    }

    private async Task<string?> AnswerAsync(char key, ProductionProgress now)
    {
        switch (key)
        {
            case 'a' when now.Waiting is not null:
                return await film.ExecuteUpdateAsync(production => production.ApproveStoryboardAsync());
            case 'p' when now.Paused:
                await film.SignalAsync(production => production.ResumeAsync());
                return null;
            case 'p':
                await film.SignalAsync(production => production.PauseAsync());
                return null;
            default:
                return null;
        }
    }
}
