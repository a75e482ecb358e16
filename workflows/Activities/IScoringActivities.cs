using Orchestrator.Model;
using Temporalio.Activities;

namespace Orchestrator.Workflows.Activities;

/// <summary>The scoring door: pictures to verdicts, verdicts to the one thing to change.</summary>
public interface IScoringActivities
{
    /// <summary>Checks a storyboard frame before money goes to video.</summary>
    [Activity]
    Task<FrameCheck> CheckFrameAsync(CheckFrameRequest request);

    /// <summary>Checks a reference sheet before anything is drawn after it.</summary>
    [Activity]
    Task<FrameCheck> CheckSheetAsync(CheckSheetRequest request);

    /// <summary>Scores a take on everything, against its storyboard frame and what was asked.</summary>
    [Activity]
    Task<ScoreCard> ScoreTakeAsync(ScoreTakeRequest request);

    /// <summary>What judging one take by a language model can cost at most; spends nothing.</summary>
    [Activity]
    Task<JudgeQuote> QuoteJudgeAsync(QuoteJudgeRequest request);

    /// <summary>Decides what to do next: accept, change one field of the best take's request, or stop.</summary>
    [Activity]
    Task<Repair> ChooseRepairAsync(ChooseRepairRequest request);
}
