namespace Orchestrator.Backlot.Sound;

/// <summary>One kind of sound.</summary>
internal enum Voice { Waves, Gulls, Birds, Rain, Wind, Traffic, Murmur, Clink, Steam, Steps, Crackle, Music, Hum }
