using System.Diagnostics.CodeAnalysis;

namespace Pmq.Broker;

/// <summary>
/// What must be true if the program is right. It is looked at in production too: an actor that found itself in an
/// impossible state must not go on with it.
/// </summary>
internal static class Invariant
{
    /// <summary>Throws unless the condition holds; the message says what is wrong when it does not.</summary>
    public static void That([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
        {
            Fail(message);
        }
    }

    [DoesNotReturn]
    private static void Fail(string message) => throw new InvalidOperationException(message);
}
