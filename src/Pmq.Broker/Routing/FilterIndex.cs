namespace Pmq.Broker.Routing;

/// <summary>Filters and what stands at each of them, as <see cref="Subscribers"/> says.</summary>
/// <remarks>Owner: route writer; <see cref="Count"/> is for any thread.</remarks>
internal abstract class FilterIndex
{
    /// <summary>How many filters there are.</summary>
    public abstract int Count { get; }

    /// <summary>What stands at a filter, or null.</summary>
    public abstract object? Get(ByteSlice filter);

    /// <summary>
    /// Sets what stands at a filter in place of what stood there before; null removes it, and what was there only for its
    /// sake.
    /// </summary>
    public abstract void Set(ByteSlice filter, object? before, object? here);
}
