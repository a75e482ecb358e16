using System.Text.Json.Serialization;

namespace Orchestrator.Backlot.Faults;

/// <summary>What a scripted fault does to the call or to the job it meets. JSON names are snake_case.</summary>
internal enum FaultAction
{
    /// <summary>429 with Retry-After; nothing is accepted.</summary>
    RateLimit,

    /// <summary>500; nothing is accepted.</summary>
    ServerError,

    /// <summary>503; nothing is accepted.</summary>
    Unavailable,

    /// <summary>The key or token is not good (any more), in the provider's words; nothing is accepted.</summary>
    Unauthorized,

    /// <summary>The account is locked or has no money left, in the provider's words; nothing is accepted.</summary>
    Locked,

    /// <summary>The job is accepted and charged; the answer is 500.</summary>
    [JsonStringEnumMemberName("accept_then_500")]
    AcceptThen500,

    /// <summary>The job is accepted and charged; the connection is reset.</summary>
    AcceptThenReset,

    /// <summary>The job is accepted and charged; no answer ever comes.</summary>
    AcceptThenHang,

    /// <summary>2xx whose body is cut in the middle; the job is accepted and charged.</summary>
    AcceptThenGarble,

    /// <summary>The job never leaves the queue.</summary>
    StuckQueue,

    /// <summary>The job stands at `position` in the queue and moves up by `step` each time it is asked for.</summary>
    FallingQueue,

    /// <summary>The job starts, its runner is lost, and it waits again: seen running once, and queued once, before it is rendered.</summary>
    RunnerLost,

    /// <summary>The job never finishes.</summary>
    StuckProgress,

    /// <summary>The job completes with an error (`errorType`, `status`).</summary>
    Fail,

    /// <summary>Moderation refuses the job.</summary>
    Refuse,

    /// <summary>The media file lacks its second half, and Content-Length agrees with that.</summary>
    TruncatedMedia,

    /// <summary>The media is announced whole, and the connection ends half way.</summary>
    InterruptedMedia,

    /// <summary>The media is announced longer than it is, and the connection ends when all of it has come.</summary>
    OverstatedMedia,

    /// <summary>The media address leads to the same file by another name of this machine.</summary>
    RedirectedMedia,

    /// <summary>The media address leads to itself.</summary>
    LoopedMedia,

    /// <summary>The media address answers 404, or `status`.</summary>
    ExpiredMedia,

    /// <summary>The connection is reset before anything happens.</summary>
    Reset,

    /// <summary>The call is left without an answer before anything happens.</summary>
    Hang,

    /// <summary>The call gets a scripted answer (`status`, `answer`, `content_type`, `location`) and nothing happens behind it.</summary>
    Answer,

    /// <summary>The job is accepted and charged; the client gets a scripted answer.</summary>
    AcceptThenAnswer,

    /// <summary>The job is accepted and charged; the answer comes when the job is over and its webhook was sent.</summary>
    AnswerAfterWebhook,

    /// <summary>The media comes a little at a time, with `pause` seconds after each piece.</summary>
    SlowMedia,

    /// <summary>The media has its length, and nothing in it can be decoded.</summary>
    CorruptMedia,

    /// <summary>The media is empty.</summary>
    EmptyMedia,

    /// <summary>The media comes whole, whatever range was asked for.</summary>
    WholeMedia,

    /// <summary>A judge says the opposite of what it saw (`aspect`, or of everything).</summary>
    Disagree,

    /// <summary>The take falls into a habit (`habit`), whatever the lot says.</summary>
    Misbehave,

    /// <summary>What is delivered costs half as much again as was charged when it was accepted.</summary>
    Surcharge,

    /// <summary>A unit costs half as much again when the job is over as when it was accepted.</summary>
    Repriced,

    /// <summary>The job is over before it can be cancelled: whoever cancels it is told so.</summary>
    CancelTooLate,

    /// <summary>The webhook never comes.</summary>
    WebhookLost,

    /// <summary>The webhook comes `retry_after` seconds late, after others.</summary>
    WebhookLate,

    /// <summary>The webhook comes twice.</summary>
    WebhookTwice,

    /// <summary>The webhook is signed by a key that is not published.</summary>
    WebhookForged,

    /// <summary>The webhook is an hour old.</summary>
    WebhookStale,

    /// <summary>The webhook's body is not the one that was signed.</summary>
    WebhookTampered,
}
