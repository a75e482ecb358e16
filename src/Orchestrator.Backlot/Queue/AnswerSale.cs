namespace Orchestrator.Backlot.Queue;

/// <summary>A written answer that a client buys: from whom, under which id, for how many tokens and how much.</summary>
internal sealed record AnswerSale(string Provider, string Model, string RequestId, double Tokens, long MicroUsd);
