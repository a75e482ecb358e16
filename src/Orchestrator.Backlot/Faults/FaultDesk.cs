using Orchestrator.Backlot.Journal;

namespace Orchestrator.Backlot.Faults;

/// <summary>Keeps the scripted faults and says which one, if any, a call meets.</summary>
internal sealed class FaultDesk(JournalStore journal)
{
    private readonly Lock gate = new();
    private readonly List<FaultRule> rules = [.. journal.Faults()];

    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (gate)
                return [.. rules];
        }
    }

    public FaultRule Add(FaultRule rule)
    {
        lock (gate)
        {
            rule = rule with { Id = Guid.NewGuid().ToString("N"), Seen = 0 };
            rules.Add(rule);
            journal.SaveFault(rule, rules.Count);
            journal.Note("fault scripted", null, rule);
            return rule;
        }
    }

    /// <summary>Counts the call against every rule that matches it and returns the first one that strikes.</summary>
    public FaultRule? Meet(FaultCall call)
    {
        lock (gate)
        {
            FaultRule? striking = null;
            for (var i = 0; i < rules.Count; i++)
            {
                if (!Matches(rules[i], call))
                    continue;
                rules[i] = rules[i] with { Seen = rules[i].Seen + 1 };
                journal.SaveFault(rules[i], i + 1);
                if (striking is null && Strikes(rules[i]))
                    striking = rules[i];
            }

            if (striking is not null)
                journal.Note("fault struck", null, new { striking.Id, striking.Action, call.Route, call.Endpoint, call.AttemptId });
            return striking;
        }
    }

    /// <summary>Takes all rules away and says how many there were.</summary>
    public int Clear()
    {
        lock (gate)
        {
            var count = rules.Count;
            foreach (var rule in rules)
                journal.ForgetFault(rule.Id);
            rules.Clear();
            return count;
        }
    }

    /// <summary>Takes a rule away; false when there is none of that id.</summary>
    public bool Remove(string id)
    {
        lock (gate)
        {
            journal.ForgetFault(id);
            return rules.RemoveAll(rule => rule.Id == id) > 0;
        }
    }

    private static bool Strikes(FaultRule rule)
        => rule.Seen >= rule.Nth && (rule.Times == 0 || rule.Seen < rule.Nth + rule.Times);

    private static bool Matches(FaultRule rule, FaultCall call)
        => rule.Route == call.Route
        && (rule.Provider is null || rule.Provider == call.Provider)
        && (rule.AttemptId is null || rule.AttemptId == call.AttemptId)
        && (rule.Endpoint is null || call.Endpoint.Contains(rule.Endpoint, StringComparison.OrdinalIgnoreCase))
        && (rule.Prompt is null || call.Prompt.Contains(rule.Prompt, StringComparison.OrdinalIgnoreCase));
}
