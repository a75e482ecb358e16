using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client.Transport;

/// <summary>Warns of payloads and memos that are larger than they should be. They are sent all the same.</summary>
internal sealed class PayloadSizes(PayloadLimitsOptions limits, ILogger logger)
{
    public void Check(string rpc, IMessage request)
    {
        if (!logger.IsEnabled(LogLevel.Warning))
            return;
        if (limits.MemoWarnSize > 0)
        {
            foreach (var memo in MemosOf(request))
                Warn(rpc, "Memo", memo.CalculateSize(), limits.MemoWarnSize);
        }

        // What is small as a whole has no large part; looking into every message would cost too much.
        if (limits.PayloadsWarnSize > 0 && request.CalculateSize() > limits.PayloadsWarnSize)
            CheckFields(rpc, request);
    }

    private static IEnumerable<Memo> MemosOf(IMessage request)
    {
        var memos = request switch
        {
            StartWorkflowExecutionRequest start => [start.Memo],
            SignalWithStartWorkflowExecutionRequest start => [start.Memo],
            RespondWorkflowTaskCompletedRequest completion => completion.Commands.Select(MemoOf),
            _ => Enumerable.Empty<Memo?>(),
        };
        return memos.OfType<Memo>();
    }

    private static Memo? MemoOf(Command command) =>
        command.StartChildWorkflowExecutionCommandAttributes?.Memo
        ?? command.ContinueAsNewWorkflowExecutionCommandAttributes?.Memo
        ?? command.ModifyWorkflowPropertiesCommandAttributes?.UpsertedMemo;

    private void CheckFields(string rpc, IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(f => f.FieldType == FieldType.Message))
        {
            switch (field.Accessor.GetValue(message))
            {
                case Memo or SearchAttributes:
                    break;
                case Payloads payloads:
                    Warn(rpc, field.JsonName, payloads.CalculateSize(), limits.PayloadsWarnSize);
                    break;
                case Payload payload:
                    Warn(rpc, field.JsonName, payload.CalculateSize(), limits.PayloadsWarnSize);
                    break;
                case IDictionary map:
                    CheckAll(rpc, field.JsonName, map.Values);
                    break;
                case IList list:
                    CheckAll(rpc, field.JsonName, list);
                    break;
                case IMessage inner:
                    CheckFields(rpc, inner);
                    break;
            }
        }
    }

    private void CheckAll(string rpc, string field, IEnumerable items)
    {
        foreach (var item in items.OfType<IMessage>())
        {
            if (item is Payload or Payloads)
                Warn(rpc, field, item.CalculateSize(), limits.PayloadsWarnSize);
            else
                CheckFields(rpc, item);
        }
    }

    private void Warn(string rpc, string field, int size, int limit)
    {
        if (size > limit)
            logger.LogWarning("[TMPRL1103] {Field} of {Rpc} has {Size} bytes, more than the {Limit} that are advised", field, rpc, size, limit);
    }
}
