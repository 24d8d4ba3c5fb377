namespace Pmq.Broker.Routing;

/// <summary>
/// Knows where a value keeps the bytes it is looked up by. A structure, so that the look-up has no call to dispatch.
/// </summary>
internal interface IKeyOf<in TValue>
{
    bool IsKeyOf(ReadOnlySpan<byte> key, TValue value);
}
