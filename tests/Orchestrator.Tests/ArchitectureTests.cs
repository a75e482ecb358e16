using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Cli.Wiring;
using Orchestrator.Model;
using Orchestrator.Scoring;
using Orchestrator.Workflows;
using Orchestrator.Workflows.Activities;
using Temporalio.Activities;

namespace Orchestrator.Tests;

public class ArchitectureTests
{
    private static readonly string[] Stages = ["Planning", "Storyboards", "Generation", "Scoring", "Assembly"];

    private static readonly Type[] Doors = [.. typeof(IPlanningActivities).Assembly.GetTypes().Where(type => type.IsInterface && type.Name.EndsWith("Activities", StringComparison.Ordinal))];

    [Fact]
    public void Model_References_NothingOfOurs() =>
        Assert.DoesNotContain(typeof(Shot).Assembly.GetReferencedAssemblies(), name => !name.Name!.StartsWith("System", StringComparison.Ordinal));

    [Fact]
    public void Workflows_References_OnlyModelAndTheSdk() =>
        Assert.All(Ours(typeof(ProductionWorkflow).Assembly), name => Assert.Contains(name, (string[])["Orchestrator.Model", "Temporalio.Managed", "Temporalio"]));

    [Fact]
    public void Product_References_NeitherBacklotNorDevelopmentService() =>
        Assert.DoesNotContain(Ours(typeof(ScoringActivities).Assembly), name => name is "Orchestrator.Backlot" or "Temporalio.DevServer" or "Orchestrator.Cli");

    [Fact]
    public void Stage_Types_NeverUseAnotherStage()
    {
        var types = typeof(ScoringActivities).Assembly.GetTypes();
        foreach (var type in types.Where(type => StageOf(type) is not null))
        {
            var used = type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).Select(field => field.FieldType)
                .Concat(type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
                .Concat(type.GetConstructors().SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)));
            Assert.DoesNotContain(used, other => StageOf(other) is { } stage && stage != StageOf(type));
        }
    }

    [Fact]
    public void Doors_EveryMethod_IsAnActivityWithANameOfItsOwnAndOneRecordInAndOut()
    {
        var methods = Doors.SelectMany(door => door.GetMethods()).ToList();

        Assert.Equal(5, Doors.Length);
        Assert.All(methods, method => Assert.NotNull(method.GetCustomAttribute<ActivityAttribute>()));
        Assert.Equal(methods.Count, methods.Select(method => method.Name).Distinct().Count());
        Assert.All(methods, method => Assert.Single(method.GetParameters()));
    }

    [Fact]
    public void Doors_AllOfThem_HaveARoom()
    {
        using var folder = new Orchestrator.Testing.TempFolder();
        var services = new ServiceCollection().AddStages(new ProductHome(folder.Path), Orchestrator.Cli.Wiring.ProviderSettings.Of(new Orchestrator.Cli.Caller(folder.Path, new Dictionary<string, string> { ["FAL_KEY"] = "key" }, Orchestrator.Cli.Screens.Terminal.ToWriters(TextWriter.Null, TextWriter.Null))));
        using var provider = services.BuildServiceProvider();

        Assert.All(Doors, door => Assert.NotNull(provider.GetRequiredService(door)));
    }

    private static IEnumerable<string> Ours(System.Reflection.Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!)
        .Where(name => name.StartsWith("Orchestrator", StringComparison.Ordinal) || name.StartsWith("Temporalio", StringComparison.Ordinal));

    private static string? StageOf(Type type) => Stages.FirstOrDefault(stage =>
        type.Namespace is { } name && (name == $"Orchestrator.{stage}" || name.StartsWith($"Orchestrator.{stage}.", StringComparison.Ordinal)));
}
