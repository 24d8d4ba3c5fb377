namespace Pmq.Broker.Durability;

/// <summary>Orders byte strings as databases do: by the first byte that differs.</summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class BytesOrder : IComparer<byte[]>
{
    public static readonly BytesOrder Instance = new();

    public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
}
