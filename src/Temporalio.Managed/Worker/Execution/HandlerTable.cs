using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Worker.Execution;

/// <summary>The handlers of a run by name. The code may change them while it runs.</summary>
internal sealed class HandlerTable<T>(IEnumerable<KeyValuePair<string, T>> initial, Action<string, T> onSet) : IDictionary<string, T>
    where T : class
{
    private readonly Dictionary<string, T> handlers = new(initial);

    public ICollection<string> Keys => handlers.Keys;

    public ICollection<T> Values => handlers.Values;

    public int Count => handlers.Count;

    public bool IsReadOnly => false;

    public string KnownNames => string.Join(' ', handlers.Keys.Order(StringComparer.Ordinal));

    public T this[string key]
    {
        get => handlers[key];
        set
        {
            handlers[key] = value;
            onSet(key, value);
        }
    }

    public T? Find(string name) => handlers.GetValueOrDefault(name);

    public void Add(string key, T value)
    {
        handlers.Add(key, value);
        onSet(key, value);
    }

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Clear() => handlers.Clear();

    public bool Contains(KeyValuePair<string, T> item) => handlers.Contains(item);

    public bool ContainsKey(string key) => handlers.ContainsKey(key);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, T>>)handlers).CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => handlers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Remove(string key) => handlers.Remove(key);

    public bool Remove(KeyValuePair<string, T> item) => ((ICollection<KeyValuePair<string, T>>)handlers).Remove(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => handlers.TryGetValue(key, out value);
}
