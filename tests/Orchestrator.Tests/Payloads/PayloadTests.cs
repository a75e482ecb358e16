using System.Reflection;
using System.Text.Json;
using Orchestrator.Model;
using Orchestrator.Testing;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Converters;

namespace Orchestrator.Tests.Payloads;

/// <summary>
/// Every record that travels through a workflow is a wire format: a film in flight is read back by the next version. One golden
/// file a record; a new field extends its file, a renamed or removed one fails here.
/// </summary>
public class PayloadTests
{
    public static TheoryData<string> Records => [.. Travellers.Select(type => type.Name).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<Type> Travellers { get; } =
    [
        .. typeof(IPlanningActivities).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.Name.EndsWith("Activities", StringComparison.Ordinal))
            .SelectMany(door => door.GetMethods())
            .SelectMany(method => new[] { method.GetParameters()[0].ParameterType, method.ReturnType.GetGenericArguments()[0] })
            .Concat([typeof(ProductionRequest), typeof(Delivery), typeof(ShootShotRequest), typeof(ShotResult), typeof(ProductionProgress)])
            .Concat([typeof(ReserveTake), typeof(ReserveAnswer), typeof(SettleTake), typeof(ShotProgress), typeof(FrameRejection), typeof(RetakeOrder), typeof(Frame), typeof(Storyboard), typeof(BudgetRaise), typeof(DraftCut)])
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Records))]
    public async Task Payload_OfEveryRecord_IsTheGoldenOneAndReadsBack(string name)
    {
        var type = Travellers.Single(traveller => traveller.Name == name);
        var value = SampleValues.Of(type);
        var payload = await DataConverter.Default.ToPayloadAsync(value);
        var json = JsonSerializer.Serialize(JsonDocument.Parse(payload.Data.ToByteArray()), Indented) + "\n";

        var golden = Repository.Path("tests", "Orchestrator.Tests", "Payloads", "Golden", $"{name}.json");
        Assert.True(File.Exists(golden), $"{golden} is missing; it should hold:\n{json}");
        Assert.Equal(await File.ReadAllTextAsync(golden), json);

        var back = await DataConverter.Default.ToValueAsync(payload, type);
        Assert.Equal(json, JsonSerializer.Serialize(JsonDocument.Parse((await DataConverter.Default.ToPayloadAsync(back)).Data.ToByteArray()), Indented) + "\n");
    }

    private static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true };
}
