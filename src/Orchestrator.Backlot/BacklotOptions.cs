namespace Orchestrator.Backlot;

/// <summary>What a <see cref="BacklotServer"/> is started with.</summary>
public sealed record BacklotOptions
{
    /// <summary>The lines of 4k.</summary>
    public const int TallestUsual = 2160;

    /// <summary>TCP port on the loopback interface; 0 lets the system choose one.</summary>
    public int Port { get; init; }

    /// <summary>Folder of the journal, the rendered media and the uploads; created when missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Everything that is drawn by lot (habits, grain, faces) follows from this number and the request.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Multiplies every habit's probability: 0 never misbehaves, 1 is about one faulty take in three.</summary>
    public double HabitScale { get; init; } = 1.0;

    /// <summary>Habits that are certain for prompts holding a text, whatever <see cref="HabitScale"/> says.</summary>
    public IReadOnlyList<ForcedHabit> ForcedHabits { get; init; } = [];

    /// <summary>The ffmpeg program: a path, or a name to be found on PATH.</summary>
    public string FfmpegPath { get; init; } = "ffmpeg";

    /// <summary>How many jobs render at once.</summary>
    public int Concurrency { get; init; } = 2;

    /// <summary>How long an accepted job waits in the queue before it may render.</summary>
    public TimeSpan QueueDelay { get; init; }

    /// <summary>Upper bound of the rendered height in pixels; what asks for more is rendered at this height.</summary>
    public int MaxHeight { get; init; } = TallestUsual;

    /// <summary>
    /// True: no take is rendered taller than its start frame, whatever the endpoint would make of it: a film of 720 lines is not
    /// drawn at 1080. The charge is the endpoint's all the same.
    /// </summary>
    public bool FollowStartFrame { get; init; }

    /// <summary>
    /// True: every frame of a clip carries a block in its upper left corner from which the request's hash can be read
    /// (<c>POST _backlot/mark</c>), for tests that follow a frame to its ledger row. Such clips are not clean: leave it out for films.
    /// </summary>
    public bool MarkFrames { get; init; }

    /// <summary>
    /// True: a request that breaks its endpoint's schema is refused on submit (422).
    /// False: it is accepted, completes with an error, and the result carries the 422.
    /// </summary>
    public bool ValidateAtSubmit { get; init; } = true;

    /// <summary>A prompt holding one of these words is refused by moderation.</summary>
    public IReadOnlyList<string> ForbiddenWords { get; init; } = ["moderation_blocked_test"];

    /// <summary>How many bytes of request bodies over a megabyte are taken in at a time; what does not fit waits. Uploads do not count.</summary>
    public long BodyRoom { get; init; } = 128L * 1024 * 1024;

    /// <summary>Accepted API keys; empty accepts any key that is not blank.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>Clock of the journal and of <see cref="QueueDelay"/>, until the admin pages move it.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
