namespace Pmq.LoadGen.Offline;

/// <summary>How many sessions, messages for each, and messages under way of each publisher.</summary>
internal sealed record OfflineSize(int Pairs, long Messages, int Window);
