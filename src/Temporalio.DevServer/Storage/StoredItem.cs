namespace Temporalio.DevServer.Storage;

/// <summary>A row of the table <c>items</c>.</summary>
internal readonly record struct StoredItem(ItemKind Kind, object Id, byte[] Data);
