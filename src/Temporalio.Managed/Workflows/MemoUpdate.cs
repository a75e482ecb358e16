namespace Temporalio.Workflows;

/// <summary>One change of a workflow's memo.</summary>
public class MemoUpdate
{
    private readonly object? value;

    private MemoUpdate(string key, object? value, bool hasValue)
    {
        UntypedKey = key;
        this.value = value;
        HasValue = hasValue;
    }

    public bool HasValue { get; }

    public string UntypedKey { get; }

    /// <exception cref="InvalidOperationException">The update removes the value.</exception>
    public object UntypedValue => HasValue ? value! : throw new InvalidOperationException($"Update removes memo {UntypedKey}");

    public static MemoUpdate ValueSet(string key, object value) => new(key, value, true);

    public static MemoUpdate ValueUnset(string key) => new(key, null, false);
}
