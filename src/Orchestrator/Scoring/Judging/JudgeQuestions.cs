using System.Globalization;
using Orchestrator.Model;
using Orchestrator.Providers.Answers;

namespace Orchestrator.Scoring.Judging;

/// <summary>What a language model is asked of a take, in two wordings: what is true is answered the same in both.</summary>
internal static class JudgeQuestions
{
    private const int Tokens = 3_000;

    private const string Judge = """
        You look at still pictures from a video clip that a model generated, and answer a few questions of fact about it. Picture 1 is
        the frame that the clip was made from; the other pictures are from the clip, in the order of time. You say what can be seen and
        nothing else: no taste, no guess about what lies between the pictures. Light, colour, framing, camera and sharpness are measured
        elsewhere and are not your business. When the pictures do not decide a question, say so; that is a good answer.
        """;

    /// <summary>Asks for a reading.</summary>
    /// <param name="shot">What was to be filmed.</param>
    /// <param name="pictures">The frame that it was made from, then pictures of the clip.</param>
    /// <param name="seconds">When each picture of the clip is, from its start.</param>
    /// <param name="second">Whether it is the second reading: the same questions in other words and another order.</param>
    public static TextQuestion Ask(Shot shot, IReadOnlyList<AssetRef> pictures, IReadOnlyList<double> seconds, bool second)
    {
        var times = string.Join(", ", seconds.Select((time, index) => string.Create(CultureInfo.InvariantCulture, $"picture {index + 2} at {time:0.0} s")));
        var asked = second ? Reworded(shot).Reverse() : Plain(shot);
        var text = $"What was to be filmed: {Done(shot)}\nThe subject: {shot.Fields.Subject.Description}\nThe place: {shot.Fields.Environment.Setting}\nTimes: {times}\nQuestions:\n{string.Join('\n', asked.Select(question => $"- {Name(question.Aspect)}: {question.Text}"))}";
        return new("take_judgement", Judge, text, AnswerSchema.Of<JudgementDraft>(), Tokens) { Pictures = pictures };
    }

    private static IEnumerable<(JudgedAspect Aspect, string Text)> Plain(Shot shot) =>
    [
        (JudgedAspect.Identity, $"Is the subject the same individual in every picture as in picture 1, with the same looks and clothes? The subject: {shot.Fields.Subject.Description}."),
        (JudgedAspect.Physics, "Do bodies and things keep their number, shape and weight throughout: no limb too many, nothing melting, floating or passing through anything?"),
        (JudgedAspect.Action, $"Do the pictures show what was to be filmed being done: {Done(shot)}"),
    ];

    private static IEnumerable<(JudgedAspect Aspect, string Text)> Reworded(Shot shot) =>
    [
        (JudgedAspect.Identity, "Going from picture to picture, is it always one and the same subject that picture 1 shows, never replaced, never changed in looks or dress?"),
        (JudgedAspect.Physics, "Is everything physically possible: count hands, limbs and things in each picture, and look for what warps, merges, hovers or vanishes. Is it all as it would be in life?"),
        (JudgedAspect.Action, $"Somebody describes the clip as: \"{Done(shot)}\" Is that what happens in it?"),
    ];

    // A note may have changed what happens since the beat was planned.
    private static string Done(Shot shot) => shot.Fields.Action?.Description ?? shot.Beat;

    private static string Name(JudgedAspect aspect) => aspect.ToString().ToLowerInvariant();
}
