using Temporalio.Interop;

// The parts of this repository that the tests in JavaScript need as processes. Each ends when its standard input does.
return args switch
{
    ["service"] => await Parts.ServeAsync(null),
    ["service", var databaseFile] => await Parts.ServeAsync(databaseFile),
    ["worker", var address, var queue] => await Parts.WorkAsync(address, queue),
    ["replay", .. var historyFiles] => await Parts.ReplayAsync(historyFiles),
    _ => Parts.Usage(),
};
