namespace Pmq.LoadGen.Retain;

/// <summary>How many topics, who sets and who fetches them, and messages under way of each setter.</summary>
internal sealed record RetainSize(int Topics, int Setters, int Subscribers, int Window);
