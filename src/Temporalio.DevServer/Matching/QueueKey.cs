using Temporalio.Api.Enums.V1;

namespace Temporalio.DevServer.Matching;

/// <summary>Names a task queue.</summary>
internal readonly record struct QueueKey(string NamespaceId, string Name, TaskQueueType Type);
