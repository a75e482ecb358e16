namespace Orchestrator.Backlot.Cast;

/// <summary>Things that can be a subject or lie in a hand.</summary>
internal enum Article { Cup, Mug, Rope, Bottle, Box, Vase, Book, Phone, Lamp, Boat }
