namespace Temporalio.DevServer.Storage;

/// <summary>What a row of the table <c>items</c> holds; the numbers are stored.</summary>
internal enum ItemKind
{
    Activity = 1,
    Timer = 2,
    Child = 3,
    Update = 4,
    SignalRequest = 5,
    BufferedEvent = 6,
}
