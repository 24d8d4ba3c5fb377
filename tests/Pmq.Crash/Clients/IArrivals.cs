namespace Pmq.Crash.Clients;

/// <summary>Where a subscriber's messages are entered.</summary>
internal interface IArrivals
{
    /// <summary>Enters a message; returns what is wrong with it, or null.</summary>
    string? Take(ReadOnlySpan<byte> payload);
}
