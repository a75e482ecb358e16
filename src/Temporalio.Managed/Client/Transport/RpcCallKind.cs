namespace Temporalio.Client.Transport;

/// <summary>How long a call may take and how it is tried again.</summary>
internal enum RpcCallKind
{
    /// <summary>An ordinary call.</summary>
    Ordinary,

    /// <summary>The service answers only when something happened.</summary>
    LongPoll,

    /// <summary>A long poll for tasks: it is tried again for ever.</summary>
    TaskPoll,

    /// <summary>Tried once only.</summary>
    Once,
}
