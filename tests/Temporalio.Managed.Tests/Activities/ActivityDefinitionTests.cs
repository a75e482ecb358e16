using Temporalio.Activities;
using Temporalio.Converters;

namespace Temporalio.Tests.Activities;

public sealed class ActivityDefinitionTests
{
    [Fact]
    public void CreateAll_Class_FindsMarkedMethods() =>
        Assert.Equal(["Draw", "Static", "paint"], ActivityDefinition.CreateAll(new Studio()).Select(d => d.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task CreateAll_Interface_CallsTheInstance()
    {
        var definition = Assert.Single(ActivityDefinition.CreateAll<IStudio>(new Studio()));
        Assert.Equal("Draw", definition.Name);
        Assert.Equal("drew cat 1", await definition.InvokeAsync(["cat"]));
    }

    [Fact]
    public void CreateAll_InstanceMissing_IsRefused() => Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(typeof(Studio), null));

    [Fact]
    public void CreateAll_NothingMarked_IsRefused() => Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll("x"));

    [Fact]
    public async Task InvokeAsync_VoidAndTask_ReturnNull()
    {
        Assert.Null(await ActivityDefinition.Create(Studio.Static).InvokeAsync([]));
        Func<Task> pause = async () => await Task.Yield();
        Assert.Null(await ActivityDefinition.CreateWithoutAttribute("pause", pause.Method, _ => pause()).InvokeAsync([]));
    }

    [Fact]
    public async Task InvokeAsync_Throws_ThrowsTheSame()
    {
        var definition = ActivityDefinition.CreateAll(new Studio()).Single(d => d.Name == "paint");
        Assert.Equal("no colour", (await Assert.ThrowsAsync<InvalidOperationException>(() => definition.InvokeAsync([]))).Message);
    }

    [Fact]
    public void Create_Delegate_CountsRequiredParameters()
    {
        var definition = ActivityDefinition.CreateAll(new Studio()).Single(d => d.Name == "Draw");
        Assert.Equal((2, 1, typeof(Task<string>)), (definition.ParameterTypes.Count, definition.RequiredParameterCount, definition.ReturnType));
    }

    [Fact]
    public void Create_WithoutAttribute_IsRefused() => Assert.Throws<ArgumentException>(() => ActivityDefinition.Create(() => 1));

    [Fact]
    public void Create_DynamicWithOtherParameters_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create(null, typeof(void), [typeof(string)], 1, _ => null));

    [Fact]
    public void Create_DynamicWithRawValues_HasNoName() =>
        Assert.True(ActivityDefinition.Create(null, typeof(void), [typeof(IRawValue[])], 1, _ => null).Dynamic);

    public interface IStudio
    {
        [Activity]
        Task<string> DrawAsync(string what, int times = 1);
    }

    public sealed class Studio : IStudio
    {
        [Activity]
        public static void Static()
        {
        }

        [Activity]
        public Task<string> DrawAsync(string what, int times = 1) => Task.FromResult($"drew {what} {times}");

        [Activity("paint")]
        public void Paint() => throw new InvalidOperationException("no colour");
    }
}
