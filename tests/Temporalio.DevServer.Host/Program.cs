using Temporalio.DevServer;

// A service in a process of its own, for tests that kill it: argument 1 is the database file, argument 2 the port.
var options = new DevServiceOptions { DatabaseFile = args[0], Port = args.Length > 1 ? int.Parse(args[1]) : 0 };
await using var service = await DevService.StartAsync(options);
Console.WriteLine(service.Address);
await Console.In.ReadToEndAsync();
