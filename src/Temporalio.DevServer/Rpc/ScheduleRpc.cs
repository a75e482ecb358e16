using System.Buffers.Binary;
using Google.Protobuf;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.DevServer.Engine;
using Temporalio.DevServer.Grpc;
using Temporalio.DevServer.Schedules;
using Temporalio.DevServer.State;
using Temporalio.DevServer.Visibility;

namespace Temporalio.DevServer.Rpc;

/// <summary>Making, changing and looking at schedules.</summary>
internal sealed class ScheduleRpc(ServiceCore core)
{
    private const int FutureTimes = 10;
    private static readonly TimeSpan BeforeFirstBackfill = TimeSpan.FromMilliseconds(1);

    public void Register(MethodTable methods)
    {
        const string service = MethodTable.WorkflowService;
        methods.Add<CreateScheduleRequest, CreateScheduleResponse>(service, "CreateSchedule", CreateAsync);
        methods.Add<DescribeScheduleRequest, DescribeScheduleResponse>(service, "DescribeSchedule", DescribeAsync);
        methods.Add<UpdateScheduleRequest, UpdateScheduleResponse>(service, "UpdateSchedule", UpdateAsync);
        methods.Add<PatchScheduleRequest, PatchScheduleResponse>(service, "PatchSchedule", PatchAsync);
        methods.Add<DeleteScheduleRequest, DeleteScheduleResponse>(service, "DeleteSchedule", DeleteAsync);
    }

    private Task<CreateScheduleResponse> CreateAsync(CreateScheduleRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        ScheduleChecks.RequestId(request.RequestId);
        ScheduleChecks.NewId(request.ScheduleId);
        ScheduleChecks.Schedule(request.Schedule, within);
        ScheduleChecks.Patch(request.InitialPatch);
        ScheduleChecks.Attributes(request.SearchAttributes, within);
        RequestChecks.Memo(request.Memo);
        var schedule = ScheduleEntry.WithDefaults(request.Schedule);
        return core.WriteAsync(unit =>
        {
            if (core.Schedules.Find(within.Id, request.ScheduleId) is { } known)
            {
                return known.Record.CreateRequestId == request.RequestId
                    ? new CreateScheduleResponse { ConflictToken = Token(known.Record) }
                    : throw ServiceError.AlreadyStarted($"schedule \"{request.ScheduleId}\" is already registered", "", "", "");
            }

            var entry = core.Schedules.Add(unit, new ScheduleRecord
            {
                NamespaceId = within.Id,
                ScheduleId = request.ScheduleId,
                RunId = Guid.CreateVersion7(unit.Now).ToString(),
                CreateRequestId = request.RequestId,
                Schedule = schedule,
                Info = new ScheduleInfo { CreateTime = unit.Stamp },
                Memo = request.Memo,
                SearchAttributes = SearchAttributeCodec.WithTypes(request.SearchAttributes, within),
                ConflictToken = 1,
                LastProcessedTime = unit.Stamp,
            });
            Apply(unit, entry, request.InitialPatch);
            return new CreateScheduleResponse { ConflictToken = Token(entry.Record) };
        });
    }

    private Task<DescribeScheduleResponse> DescribeAsync(DescribeScheduleRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        ScheduleChecks.Id(request.ScheduleId);
        return core.ReadAsync(() =>
        {
            var entry = core.Schedules.Get(within.Id, request.ScheduleId);
            var info = entry.Record.Info.Clone();
            info.BufferSize = entry.Record.Buffered.Count;
            info.FutureActionTimes.Add(entry.ComingTimes(core.Now(), FutureTimes).Select(t => t.ToTimestamp()));
            info.StateSizeBytes = entry.Record.CalculateSize();
            return new DescribeScheduleResponse
            {
                Schedule = entry.Record.Schedule.Clone(),
                Info = info,
                Memo = entry.Record.Memo,
                SearchAttributes = entry.Record.SearchAttributes,
                ConflictToken = Token(entry.Record),
            };
        });
    }

    private Task<UpdateScheduleResponse> UpdateAsync(UpdateScheduleRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        ScheduleChecks.Schedule(request.Schedule, within);
        ScheduleChecks.Id(request.ScheduleId);
        ScheduleChecks.Attributes(request.SearchAttributes, within);
        if (request.Memo is not null)
            throw new ServiceError(StatusCode.FailedPrecondition, "memo updates are not supported on workflow-backed schedules");
        var schedule = ScheduleEntry.WithDefaults(request.Schedule);
        return core.WriteAsync(unit =>
        {
            var entry = core.Schedules.GetToChange(within.Id, request.ScheduleId);
            // Somebody else was quicker; as the real service does, nobody is told.
            if (!request.ConflictToken.IsEmpty && !request.ConflictToken.Equals(Token(entry.Record))) return new UpdateScheduleResponse();
            unit.Join(entry);
            var progress = new ScheduleProgress(unit, entry);
            progress.DecideDue();
            entry.Set(schedule);
            if (request.SearchAttributes is not null) entry.SetAttributes(SearchAttributeCodec.WithTypes(request.SearchAttributes, within));
            entry.Record.Info.UpdateTime = unit.Stamp;
            entry.Record.ConflictToken++;
            progress.Run();
            return new UpdateScheduleResponse();
        });
    }

    private Task<PatchScheduleResponse> PatchAsync(PatchScheduleRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        if (request.Patch is null) throw ServiceError.InvalidArgument("Patch is not set on request.");
        ScheduleChecks.Id(request.ScheduleId);
        ScheduleChecks.Patch(request.Patch);
        return core.WriteAsync(unit =>
        {
            var entry = core.Schedules.GetToChange(within.Id, request.ScheduleId);
            unit.Join(entry);
            Apply(unit, entry, request.Patch);
            return new PatchScheduleResponse();
        });
    }

    private Task<DeleteScheduleResponse> DeleteAsync(DeleteScheduleRequest request, CallContext call)
    {
        var within = core.Namespaces.ByName(request.Namespace);
        ScheduleChecks.Id(request.ScheduleId);
        return core.WriteAsync(unit =>
        {
            var entry = core.Schedules.GetToChange(within.Id, request.ScheduleId);
            unit.Join(entry);
            entry.IsDeleted = true;
            return new DeleteScheduleResponse();
        });
    }

    /// <summary>What came due before is decided on first, by the state it came due in.</summary>
    private static void Apply(Unit unit, ScheduleEntry entry, SchedulePatch? patch)
    {
        var progress = new ScheduleProgress(unit, entry);
        progress.DecideDue();
        if (patch?.TriggerImmediately is { } trigger)
        {
            var time = trigger.ScheduledTime?.ToDateTime() ?? unit.Now;
            progress.Add(new ScheduledTime(time, time), trigger.OverlapPolicy, manual: true);
        }

        foreach (var backfill in patch?.BackfillRequest ?? [])
        {
            var wanted = backfill.Clone();
            // The first time is meant as well.
            wanted.StartTime = (wanted.StartTime.ToDateTime() - BeforeFirstBackfill).ToTimestamp();
            entry.Record.Backfills.Add(wanted);
        }

        if (patch?.Pause is { Length: > 0 } paused) entry.SetPaused(true, paused);
        if (patch?.Unpause is { Length: > 0 } unpaused) entry.SetPaused(false, unpaused);
        progress.Run();
    }

    private static ByteString Token(ScheduleRecord record)
    {
        Span<byte> token = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(token, record.ConflictToken);
        return ByteString.CopyFrom(token);
    }
}
