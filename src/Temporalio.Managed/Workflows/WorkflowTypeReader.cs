using System.Reflection;
using Temporalio.Converters;

namespace Temporalio.Workflows;

/// <summary>Reads a workflow type by reflection and collects everything that is wrong with it.</summary>
internal sealed class WorkflowTypeReader
{
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly List<string> errors = [];
    private readonly Dictionary<string, WorkflowSignalDefinition> signals = [];
    private readonly Dictionary<string, WorkflowQueryDefinition> queries = [];
    private readonly Dictionary<string, WorkflowUpdateDefinition> updates = [];

    public WorkflowTypeReader(Type type)
    {
        Type = type;
        Attribute = type.GetCustomAttribute<WorkflowAttribute>(false);
        if (Attribute is null)
            errors.Add("has no Workflow attribute");
        if (Attribute is { Dynamic: true, Name: not null })
            errors.Add("is dynamic and must not have a name");
        if (type.ContainsGenericParameters)
            errors.Add("has open type parameters");
        var methods = AllMethods();
        ReadRunMethod(methods);
        ReadHandlers(methods);
        ReadDynamicOptions(methods);
        Creator = ReadCreator();
    }

    public Type Type { get; }

    public WorkflowAttribute? Attribute { get; }

    public MethodInfo? RunMethod { get; private set; }

    public Func<object?[], object>? Creator { get; }

    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals => signals;

    public WorkflowSignalDefinition? DynamicSignal { get; private set; }

    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries => queries;

    public WorkflowQueryDefinition? DynamicQuery { get; private set; }

    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates => updates;

    public WorkflowUpdateDefinition? DynamicUpdate { get; private set; }

    public Func<object, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; private set; }

    public void ThrowIfInvalid()
    {
        if (errors.Count > 0)
            throw new ArgumentException($"{Type} is not a valid workflow: it {string.Join("; it ", errors)}");
    }

    private MethodInfo[] AllMethods()
    {
        var inherited = Type.IsInterface ? Type.GetInterfaces() : [];
        return inherited.Prepend(Type).SelectMany(t => t.GetMethods(Members)).ToArray();
    }

    private void ReadRunMethod(MethodInfo[] methods)
    {
        var marked = methods.Where(m => m.IsDefined(typeof(WorkflowRunAttribute), false)).ToArray();
        var own = marked.Where(m => m.DeclaringType == Type).ToArray();
        if (own.Length != 1)
        {
            errors.Add(own.Length > 1 ? "has more than one WorkflowRun method"
                : marked.Length > 0 ? "only inherits its WorkflowRun method; declare it on the type itself"
                : "has no WorkflowRun method");
            return;
        }
        RunMethod = own[0];
        if (!RunMethod.IsPublic || RunMethod.IsStatic)
            errors.Add($"has a WorkflowRun method {RunMethod.Name} that is not a public instance method");
        if (!typeof(Task).IsAssignableFrom(RunMethod.ReturnType))
            errors.Add($"has a WorkflowRun method {RunMethod.Name} that does not return Task or Task<T>");
        if (RunMethod.ContainsGenericParameters)
            errors.Add($"has a WorkflowRun method {RunMethod.Name} with open type parameters");
        if (Attribute is { Dynamic: true } && !TypesOf(RunMethod).SequenceEqual([typeof(IRawValue[])]))
            errors.Add($"is dynamic and its WorkflowRun method {RunMethod.Name} must take exactly one IRawValue[]");
    }

    private void ReadHandlers(MethodInfo[] methods)
    {
        var validators = ReadValidators(methods);
        foreach (var method in methods)
        {
            ReadOverride(method);
            if (method.IsDefined(typeof(WorkflowSignalAttribute), false))
                Collect(() => Add(WorkflowSignalDefinition.FromMethod(method)));
            if (method.IsDefined(typeof(WorkflowQueryAttribute), false))
                Collect(() => Add(WorkflowQueryDefinition.FromMethod(method)));
            if (method.IsDefined(typeof(WorkflowUpdateAttribute), false))
                Collect(() => Add(WorkflowUpdateDefinition.FromMethod(method, validators.GetValueOrDefault(method.Name))));
        }
        foreach (var property in Type.GetProperties(Members).Where(p => p.IsDefined(typeof(WorkflowQueryAttribute), false)))
            Collect(() => Add(WorkflowQueryDefinition.FromProperty(property)));
    }

    private Dictionary<string, MethodInfo> ReadValidators(MethodInfo[] methods)
    {
        var validators = new Dictionary<string, MethodInfo>();
        foreach (var method in methods)
        {
            if (method.GetCustomAttribute<WorkflowUpdateValidatorAttribute>(false) is not { } attribute)
                continue;
            if (!methods.Any(m => m.Name == attribute.UpdateMethod && m.IsDefined(typeof(WorkflowUpdateAttribute), false)))
                errors.Add($"has a validator {method.Name} for {attribute.UpdateMethod}, which is no update method");
            else if (!validators.TryAdd(attribute.UpdateMethod, method))
                errors.Add($"has more than one validator for {attribute.UpdateMethod}");
        }
        return validators;
    }

    /// <summary>An override that does not repeat the attribute of what it overrides would silently lose its handler.</summary>
    private void ReadOverride(MethodInfo method)
    {
        var parent = method.GetBaseDefinition();
        if (parent == method)
            return;
        foreach (var kind in new[] { typeof(WorkflowSignalAttribute), typeof(WorkflowQueryAttribute), typeof(WorkflowUpdateAttribute) })
        {
            if (parent.IsDefined(kind, false) && !method.IsDefined(kind, false))
                errors.Add($"overrides {parent.Name} without repeating its {kind.Name[..^"Attribute".Length]} attribute");
        }
    }

    private void Add(WorkflowSignalDefinition definition)
    {
        if (definition.Name is { } name)
            AddNamed(signals, name, definition, "signal");
        else if (DynamicSignal is null)
            DynamicSignal = definition;
        else
            errors.Add("has more than one dynamic signal");
    }

    private void Add(WorkflowQueryDefinition definition)
    {
        if (definition.Name is { } name)
            AddNamed(queries, name, definition, "query");
        else if (DynamicQuery is null)
            DynamicQuery = definition;
        else
            errors.Add("has more than one dynamic query");
    }

    private void Add(WorkflowUpdateDefinition definition)
    {
        if (definition.Name is { } name)
            AddNamed(updates, name, definition, "update");
        else if (DynamicUpdate is null)
            DynamicUpdate = definition;
        else
            errors.Add("has more than one dynamic update");
    }

    private void AddNamed<T>(Dictionary<string, T> known, string name, T definition, string kind)
    {
        if (!known.TryAdd(name, definition))
            errors.Add($"has more than one {kind} named {name}");
    }

    private void Collect(Action read)
    {
        try
        {
            read();
        }
        catch (ArgumentException e)
        {
            errors.Add($"is wrong here: {e.Message}");
        }
    }

    private void ReadDynamicOptions(MethodInfo[] methods)
    {
        var marked = methods.Where(m => m.IsDefined(typeof(WorkflowDynamicOptionsAttribute), false)).ToArray();
        if (marked.Length == 0)
            return;
        var method = marked[0];
        if (marked.Length > 1)
            errors.Add("has more than one WorkflowDynamicOptions method");
        if (Attribute is not { Dynamic: true })
            errors.Add("has a WorkflowDynamicOptions method but is not dynamic");
        if (method.IsStatic || method.GetParameters().Length > 0 || method.ReturnType != typeof(WorkflowDefinitionOptions))
            errors.Add($"has a WorkflowDynamicOptions method {method.Name} that is not an instance method from nothing to WorkflowDefinitionOptions");
        DynamicOptionsGetter = instance => (WorkflowDefinitionOptions)MethodCall.Invoke(method, instance, [])!;
    }

    private Func<object?[], object>? ReadCreator()
    {
        if (Type.IsInterface || Type.IsAbstract)
            return null;
        var constructors = Type.GetConstructors(Members & ~BindingFlags.Static);
        var marked = constructors.Where(c => c.IsDefined(typeof(WorkflowInitAttribute), false)).ToArray();
        if (marked.Length > 1)
            errors.Add("has more than one WorkflowInit constructor");
        if (marked.Length > 0)
            return ReadInitConstructor(marked[0]);
        var plain = constructors.FirstOrDefault(c => c.IsPublic && c.GetParameters().Length == 0);
        if (plain is not null)
            return _ => plain.Invoke(BindingFlags.DoNotWrapExceptions, null, null, null);
        errors.Add("has neither a public parameterless nor a WorkflowInit constructor");
        return null;
    }

    private Func<object?[], object> ReadInitConstructor(ConstructorInfo constructor)
    {
        if (!constructor.IsPublic)
            errors.Add("has a WorkflowInit constructor that is not public");
        if (RunMethod is not null && !TypesOf(constructor).SequenceEqual(TypesOf(RunMethod)))
            errors.Add("has a WorkflowInit constructor whose parameters are not those of the WorkflowRun method");
        return args => constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, MethodCall.FillDefaults(constructor.GetParameters(), args), null);
    }

    private static IEnumerable<Type> TypesOf(MethodBase method) => method.GetParameters().Select(p => p.ParameterType);
}
