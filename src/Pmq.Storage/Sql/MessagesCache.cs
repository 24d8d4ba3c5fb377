namespace Pmq.Storage.Sql;

/// <summary>
/// The messages of batches that were read lately. Many sessions share them and read them about the same time. The bytes
/// of a batch never change, so there is nothing to forget but for room.
/// </summary>
/// <remarks>Owner: the page reader's thread.</remarks>
internal sealed class MessagesCache(long bytesMax = MessagesCache.BytesMaxDefault)
{
    /// <summary>Sixteen batches of the size a group commit grows to under load.</summary>
    public const long BytesMaxDefault = 16 * 1024 * 1024;

    private readonly Dictionary<long, LinkedListNode<Kept>> _byBatch = [];
    private readonly LinkedList<Kept> _latestFirst = [];

    /// <summary>What is kept now.</summary>
    public long Bytes { get; private set; }

    public byte[]? Find(long batch)
    {
        if (!_byBatch.TryGetValue(batch, out LinkedListNode<Kept>? node))
        {
            return null;
        }

        _latestFirst.Remove(node);
        _latestFirst.AddFirst(node);
        return node.Value.Bytes;
    }

    public void Keep(long batch, byte[] bytes)
    {
        if (bytes.Length > bytesMax || _byBatch.ContainsKey(batch))
        {
            return;
        }

        _byBatch.Add(batch, _latestFirst.AddFirst(new Kept(batch, bytes)));
        Bytes += bytes.Length;
        while (Bytes > bytesMax)
        {
            Kept oldest = _latestFirst.Last!.Value;
            _latestFirst.RemoveLast();
            _byBatch.Remove(oldest.Batch);
            Bytes -= oldest.Bytes.Length;
        }
    }

    private sealed record Kept(long Batch, byte[] Bytes);
}
