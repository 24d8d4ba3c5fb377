namespace Pmq.Storage.Sql;

/// <summary>
/// What must hold for a batch to be committed: the node is still ours, and the batch before was the last.
/// </summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The number that opening the store gave this node.</param>
/// <param name="Batch">The number of the batch.</param>
internal readonly record struct Fence(string Node, long Incarnation, long Batch);
