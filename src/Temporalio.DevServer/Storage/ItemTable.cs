using Google.Protobuf;

namespace Temporalio.DevServer.Storage;

/// <summary>The items of one kind of one run: a dictionary that knows which of its entries the disk has yet to learn.</summary>
/// <param name="kind">What the entries are.</param>
/// <param name="uncounted">Bytes of an entry that <see cref="StoredBytes"/> leaves out.</param>
internal sealed class ItemTable<TKey, TItem>(ItemKind kind, Func<TItem, int>? uncounted = null)
    where TKey : notnull
    where TItem : class, IMessage<TItem>
{
    private const int SmallBytes = 4096;

    private readonly SortedDictionary<TKey, TItem> items = [];
    private readonly HashSet<TKey> changed = [];
    private readonly HashSet<TKey> removed = [];
    private readonly Dictionary<TKey, int> stored = [];

    public int Count => items.Count;

    /// <summary>Bytes on disk, as far as they count.</summary>
    public long StoredBytes { get; private set; }

    public IReadOnlyCollection<TItem> Values => items.Values;

    public IReadOnlyCollection<KeyValuePair<TKey, TItem>> Entries => items;

    public TItem? Find(TKey key) => items.GetValueOrDefault(key);

    public bool Contains(TKey key) => items.ContainsKey(key);

    /// <summary>Adds an entry, or says that the entry has changed.</summary>
    public void Put(TKey key, TItem item)
    {
        items[key] = item;
        changed.Add(key);
        removed.Remove(key);
    }

    public bool Remove(TKey key)
    {
        if (!items.Remove(key)) return false;
        changed.Remove(key);
        if (stored.ContainsKey(key)) removed.Add(key);
        return true;
    }

    public void Clear()
    {
        foreach (var key in items.Keys.ToArray()) Remove(key);
    }

    /// <summary>Takes over an entry that is on disk already.</summary>
    public void Load(TKey key, TItem item)
    {
        items[key] = item;
        NoteStored(key, item, item.CalculateSize());
    }

    public void Save(long runKey, WriteBatch batch)
    {
        foreach (var key in changed)
        {
            var item = items[key];
            var data = item.ToByteArray();
            batch.Add(Statement.PutItem, runKey, (int)kind, key, data);
            NoteStored(key, item, data.Length);
        }

        foreach (var key in removed)
        {
            batch.Add(Statement.DeleteItem, runKey, (int)kind, key);
            if (stored.Remove(key, out var size)) StoredBytes -= size;
        }

        changed.Clear();
        removed.Clear();
    }

    private void NoteStored(TKey key, TItem item, int size)
    {
        // What is left out of a small entry does not matter.
        if (size > SmallBytes && uncounted is not null) size -= uncounted(item);
        StoredBytes += size - stored.GetValueOrDefault(key);
        stored[key] = size;
    }
}
