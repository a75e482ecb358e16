using System.Text.Json;
using Orchestrator.Backlot.Faults;
using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Webhooks;

/// <summary>Callbacks that are not signed, so that whoever receives one has to ask again: the state, as asking would tell it.</summary>
internal sealed class CallbackLetters(string provider, Func<string, Job, object> state) : ILetterWriter
{
    public string Provider => provider;

    public IEnumerable<Letter> Write(Job job, FaultAction? fault)
        => (job.Webhooks ?? []).Select(address => new Letter(new Uri(address), JsonSerializer.SerializeToUtf8Bytes(state(job.Origin ?? "", job)), []));
}
