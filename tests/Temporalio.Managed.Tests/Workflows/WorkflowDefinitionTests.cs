using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows;

public sealed class WorkflowDefinitionTests
{
    [Fact]
    public void Create_PlainWorkflow_ReadsNamesAndHandlers()
    {
        var definition = WorkflowDefinition.Create<PlainWorkflow>();
        Assert.Equal("PlainWorkflow", definition.Name);
        Assert.Equal(["Go", "renamed"], definition.Signals.Keys.Order());
        Assert.Equal(["Status", "StatusOf"], definition.Queries.Keys.Order());
        Assert.Equal(["Change"], definition.Updates.Keys);
        Assert.True(definition.Instantiable);
        Assert.IsType<PlainWorkflow>(definition.CreateWorkflowInstance([]));
    }

    [Fact]
    public void Create_Interface_DropsLeadingI()
    {
        var definition = WorkflowDefinition.Create<IFilmWorkflow>();
        Assert.Equal("FilmWorkflow", definition.Name);
        Assert.False(definition.Instantiable);
    }

    [Fact]
    public void Create_InitConstructor_ReceivesArguments() =>
        Assert.Equal("ready", ((InitWorkflow)WorkflowDefinition.Create<InitWorkflow>().CreateWorkflowInstance(["ready"])).State);

    [Fact]
    public void Create_DynamicWorkflow_HasNoName()
    {
        var definition = WorkflowDefinition.Create<AnyWorkflow>();
        Assert.True(definition.Dynamic);
        Assert.Null(definition.Name);
    }

    [Theory]
    [InlineData(typeof(NoAttributeWorkflow), "no Workflow attribute")]
    [InlineData(typeof(NoRunWorkflow), "no WorkflowRun method")]
    [InlineData(typeof(InheritedRunWorkflow), "only inherits its WorkflowRun method")]
    [InlineData(typeof(SyncRunWorkflow), "does not return Task")]
    [InlineData(typeof(DuplicateSignalWorkflow), "more than one signal named Go")]
    [InlineData(typeof(VoidQueryWorkflow), "must return a value")]
    [InlineData(typeof(BadValidatorWorkflow), "must have the parameters of")]
    [InlineData(typeof(LostOverrideWorkflow), "without repeating its WorkflowSignal attribute")]
    [InlineData(typeof(ConstructorWorkflow), "neither a public parameterless nor a WorkflowInit constructor")]
    [InlineData(typeof(BadInitWorkflow), "parameters are not those of the WorkflowRun method")]
    [InlineData(typeof(BadDynamicWorkflow), "must take exactly one IRawValue[]")]
    public void Create_InvalidType_SaysWhy(Type type, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => WorkflowDefinition.Create(type)).Message, StringComparison.Ordinal);

    [Fact]
    public void Create_SeveralMistakes_ListsAll()
    {
        var message = Assert.Throws<ArgumentException>(() => WorkflowDefinition.Create<ManyMistakesWorkflow>()).Message;
        Assert.Contains("no Workflow attribute", message, StringComparison.Ordinal);
        Assert.Contains("no WorkflowRun method", message, StringComparison.Ordinal);
    }

    [Workflow]
    public class PlainWorkflow
    {
        [WorkflowQuery]
        public string Status => "idle";

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowSignal]
        public Task GoAsync() => Task.CompletedTask;

        [WorkflowSignal("renamed")]
        public Task OtherAsync() => Task.CompletedTask;

        [WorkflowQuery]
        public string StatusOf(string part) => part;

        [WorkflowUpdate]
        public Task<int> ChangeAsync(int to) => Task.FromResult(to);
    }

    [Workflow]
    public interface IFilmWorkflow
    {
        [WorkflowRun]
        Task RunAsync();
    }

    [Workflow]
    public class InitWorkflow
    {
        [WorkflowInit]
        public InitWorkflow(string state) => State = state;

        public string State { get; }

        [WorkflowRun]
        public Task RunAsync(string state) => Task.CompletedTask;
    }

    [Workflow(Dynamic = true)]
    public class AnyWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(IRawValue[] args) => Task.CompletedTask;
    }

    public class NoAttributeWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class NoRunWorkflow
    {
    }

    [Workflow]
    public class InheritedRunWorkflow : PlainWorkflow
    {
    }

    [Workflow]
    public class SyncRunWorkflow
    {
        [WorkflowRun]
        public int Run() => 1;
    }

    [Workflow]
    public class DuplicateSignalWorkflow : PlainWorkflow
    {
        [WorkflowRun]
        public Task RunAgainAsync() => Task.CompletedTask;

        [WorkflowSignal("Go")]
        public Task GoElsewhereAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class VoidQueryWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowQuery]
        public void Query()
        {
        }
    }

    [Workflow]
    public class BadValidatorWorkflow
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        [WorkflowUpdate]
        public Task ChangeAsync(int to) => Task.CompletedTask;

        [WorkflowUpdateValidator(nameof(ChangeAsync))]
        public void Validate(string to)
        {
        }
    }

    public abstract class SignalledBase
    {
        [WorkflowSignal]
        public virtual Task GoAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class LostOverrideWorkflow : SignalledBase
    {
        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;

        public override Task GoAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class ConstructorWorkflow
    {
        public ConstructorWorkflow(int unused) => Unused = unused;

        public int Unused { get; }

        [WorkflowRun]
        public Task RunAsync() => Task.CompletedTask;
    }

    [Workflow]
    public class BadInitWorkflow
    {
        [WorkflowInit]
        public BadInitWorkflow(int unused) => Unused = unused;

        public int Unused { get; }

        [WorkflowRun]
        public Task RunAsync(string other) => Task.CompletedTask;
    }

    [Workflow(Dynamic = true)]
    public class BadDynamicWorkflow
    {
        [WorkflowRun]
        public Task RunAsync(string arg) => Task.CompletedTask;
    }

    public class ManyMistakesWorkflow
    {
    }
}
