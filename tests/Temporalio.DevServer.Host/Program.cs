using System.Globalization;
using System.Runtime.InteropServices;
using Temporalio.DevServer;

// A service in a process of its own, for tests that kill it and benches that time it. It ends with its standard input or on SIGTERM.
// Arguments: [FILE [PORT]] [--time-skipping]; without a file everything is kept in memory.
var names = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
await using var service = await DevService.StartAsync(new DevServiceOptions
{
    DatabaseFile = names.Length > 0 && names[0] != ":memory:" ? names[0] : null,
    Port = names.Length > 1 ? int.Parse(names[1], CultureInfo.InvariantCulture) : 0,
    TimeSkipping = args.Contains("--time-skipping"),
});
Console.WriteLine(service.Address);
var end = new TaskCompletionSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    end.TrySetResult();
});
// Reading from the console blocks, whatever its name says.
await Task.WhenAny(Task.Run(Console.In.ReadToEnd), end.Task);
