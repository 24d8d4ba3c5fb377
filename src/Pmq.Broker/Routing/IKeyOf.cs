namespace Pmq.Broker.Routing;

/// <summary>
/// Where a value keeps the bytes it is looked up by. Static, so that the look-up has no call to dispatch.
/// </summary>
internal interface IKeyOf<in TValue>
{
    static abstract ReadOnlySpan<byte> KeyOf(TValue value);
}
