namespace Pmq.Broker.Routing;

/// <summary>Something below a node of a tree of levels, with the hash of its level.</summary>
internal readonly record struct LevelChild(object Value, uint Hash);
