using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client.Transport;
using Temporalio.Workflows;

namespace Temporalio.Worker.Machines;

/// <summary>
/// The deterministic half of a run: reads its history, tells the workflow code what happened (activations), and
/// matches the commands of the code with the events that follow. Knows nothing of the network or of user types.
/// </summary>
internal sealed partial class RunMachine
{
    private readonly LinkedList<PendingCommand> commands = new();
    private readonly Dictionary<long, Action<HistoryEvent>> listeners = [];
    private readonly Queue<ArraySegment<HistoryEvent>> sequences = new();
    private readonly List<Message> outgoing = [];
    private List<ActivationJob> jobs = [];
    private long lastEventId;
    private long previousStartedEventId;
    private bool codeMayRun;
    private bool skipListUpsert;
    private int timerCounter;
    private int activityCounter;

    public FlagSet CoreFlags { get; } = new();

    public FlagSet LangFlags { get; } = new();

    public bool Replaying { get; private set; } = true;

    public DateTime Time { get; private set; }

    public long HistorySize { get; private set; }

    public bool ContinueAsNewSuggested { get; private set; }

    public IReadOnlyCollection<Api.Enums.V1.SuggestContinueAsNewReason> ContinueAsNewReasons { get; private set; } = [];

    public bool DeploymentVersionChanged { get; private set; }

    public long NextEventId => lastEventId + 1;

    public long LastStartedEventId { get; private set; }

    /// <summary>Whether the history already holds the end of the run.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the code has ended the run, sent or not.</summary>
    public bool HasTerminalCommand => commands.Any(c => c.IsTerminal);

    public bool ChecksIdsAndTypes => CoreFlags.TryUse(SdkFlags.CoreIdAndTypeChecks, Replaying);

    /// <summary>The SDK that recorded the last task that named one.</summary>
    public (string Name, string Version) RecordedSdk { get; private set; } = (string.Empty, string.Empty);

    /// <summary>Takes the events of one workflow task. Events that were taken before are skipped.</summary>
    /// <exception cref="InvalidDataException">An event is missing.</exception>
    public void Feed(IEnumerable<HistoryEvent> events, long previousStarted, IEnumerable<Message> messages)
    {
        var fresh = events.SkipWhile(e => e.EventId <= lastEventId).ToArray();
        for (var i = 0; i < fresh.Length; i++)
        {
            if (fresh[i].EventId != lastEventId + 1 + i)
                throw new InvalidDataException($"History has event {fresh[i].EventId} where {lastEventId + 1 + i} was expected");
        }
        previousStartedEventId = previousStarted;
        foreach (var sequence in HistorySplitter.Split(fresh))
            sequences.Enqueue(sequence);
        foreach (var message in messages)
            Receive(message);
        IsClosed |= fresh.Any(e => e.IsClosing());
    }

    /// <summary>
    /// Goes back to an event: the service dropped the workflow task after it, because all it held were rejected updates,
    /// and will use the same event ids again.
    /// </summary>
    public void ForgetAfter(long eventId, long startedEventId)
    {
        lastEventId = eventId;
        LastStartedEventId = startedEventId;
    }

    /// <summary>The next turn of the code, or null when everything that was fed has been worked off.</summary>
    public Activation? NextActivation()
    {
        while (true)
        {
            if (codeMayRun && jobs.Count == 0)
                EndForeseen();
            if (codeMayRun && jobs.Count > 0)
                return TakeActivation();
            codeMayRun = false;
            if (!sequences.TryDequeue(out var sequence))
                return null;
            Apply(sequence, sequences.TryPeek(out var next) ? next : default);
        }
    }

    /// <summary>A turn that only answers queries.</summary>
    public Activation QueryActivation(IReadOnlyList<QueryJob> queries) => ToActivation(queries);

    /// <summary>Puts terminal commands last. To be called after each activation.</summary>
    public void EndActivation()
    {
        var first = commands.First;
        while (first is not null && (first.Value.Sent || !first.Value.IsTerminal))
            first = first.Next;
        if (first is null)
            return;
        var move = CoreFlags.TryUse(SdkFlags.CoreMoveTerminalCommands, Replaying) || LangFlags.IsRecorded(SdkFlags.LangReorderCompletion);
        var terminal = first.Value;
        var later = first.Next;
        while (later is not null)
        {
            var next = later.Next;
            if (!move || later.Value.IsTerminal)
                commands.Remove(later);
            later = next;
        }
        commands.Remove(first);
        commands.AddLast(terminal);
        codeMayRun = false;
    }

    /// <summary>The commands and messages to send now, with everything this run may tell about itself.</summary>
    public (IReadOnlyList<Command> Commands, IReadOnlyList<Message> Messages) TakeOutgoing()
    {
        var unsent = commands.Where(c => !c.Sent && !c.Dropped).ToArray();
        foreach (var command in unsent)
            command.Sent = true;
        var messages = outgoing.ToArray();
        outgoing.Clear();
        return (unsent.Select(c => c.Command).ToArray(), messages);
    }

    /// <summary>What the next completion must record for later replays.</summary>
    public WorkflowTaskCompletedMetadata TakeMetadata()
    {
        foreach (var flag in new[] { SdkFlags.CoreIdAndTypeChecks, SdkFlags.CoreUpsertOnPatch, SdkFlags.CoreMoveTerminalCommands })
            CoreFlags.TryUse(flag, Replaying);
        var metadata = new WorkflowTaskCompletedMetadata();
        metadata.CoreUsedFlags.AddRange(CoreFlags.TakeUnrecorded());
        metadata.LangUsedFlags.AddRange(LangFlags.TakeUnrecorded());
        if (RecordedSdk != (SdkIdentity.Name, SdkIdentity.Version))
        {
            RecordedSdk = (SdkIdentity.Name, SdkIdentity.Version);
            (metadata.SdkName, metadata.SdkVersion) = RecordedSdk;
        }
        return metadata;
    }

    /// <summary>Whether code has produced commands that were not sent yet.</summary>
    public int UnsentCommands => commands.Count(c => !c.Sent && !c.Dropped);

    public PendingCommand Add(PendingCommand command)
    {
        commands.AddLast(command);
        return command;
    }

    public void AddJob(ActivationJob job) => jobs.Add(job);

    public void Listen(long eventId, Action<HistoryEvent> listener) => listeners[eventId] = listener;

    /// <summary>Sends a message with the next completion; a replay sends nothing.</summary>
    public void Send(Message message)
    {
        if (!Replaying)
            outgoing.Add(message);
    }

    public TimerMachine StartTimer(TimeSpan duration, Payload? summary) => new(this, $"{++timerCounter}", duration, summary);

    /// <summary>The next activity number; it is the activity id too unless the user gives one.</summary>
    public int NextActivityNumber() => ++activityCounter;

    public ActivityMachine ScheduleActivity(
        ScheduleActivityTaskCommandAttributes attributes, ActivityCancellationType cancellationType, Payload? summary) =>
        new(this, attributes, cancellationType, summary);

    public ChildMachine StartChild(
        StartChildWorkflowExecutionCommandAttributes attributes, ChildWorkflowCancellationType cancellationType, UserMetadata? metadata) =>
        new(this, attributes, cancellationType, metadata);

    public void UpsertSearchAttributes(SearchAttributes attributes) =>
        Add(new(EventType.UpsertWorkflowSearchAttributes, new()
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new() { SearchAttributes = attributes },
        }));

    public void UpsertMemo(Memo memo) =>
        Add(new(EventType.WorkflowPropertiesModified, new()
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new() { UpsertedMemo = memo },
        }));

    public static Command CancelExternalCommand(string ns, string workflowId, string? runId, bool childOnly, string reason) =>
        new()
        {
            CommandType = CommandType.RequestCancelExternalWorkflowExecution,
            RequestCancelExternalWorkflowExecutionCommandAttributes = new()
            {
                Namespace = ns,
                WorkflowId = workflowId,
                RunId = runId ?? string.Empty,
                ChildWorkflowOnly = childOnly,
                Reason = reason,
            },
        };

    private Activation TakeActivation()
    {
        var ordered = jobs.OrderBy(j => j.Kind).ToArray();
        jobs = [];
        return ToActivation(ordered);
    }

    private Activation ToActivation(IReadOnlyList<ActivationJob> ordered) =>
        new(ordered, Time, Replaying, (int)lastEventId, HistorySize, ContinueAsNewSuggested, ContinueAsNewReasons, DeploymentVersionChanged);
}
