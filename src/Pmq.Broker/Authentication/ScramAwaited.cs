namespace Pmq.Broker.Authentication;

/// <summary>
/// The state of an exchange whose first step brought no data: the client's first message is yet to come.
/// </summary>
/// <remarks>Owner: immutable.</remarks>
internal sealed class ScramAwaited
{
    public static readonly ScramAwaited ClientFirst = new();

    private ScramAwaited()
    {
    }
}
