namespace Pmq.Broker.Turns;

/// <summary>
/// Where every random choice comes from: the platform's cryptographic source in the program, because nonces and salts
/// are made from it, and one that repeats itself from a seed in tests and in the simulator.
/// </summary>
/// <remarks>Owner: thread-safe; any turn may ask at any time.</remarks>
public interface IRandomSource
{
    /// <summary>Overwrites all of the bytes.</summary>
    void Fill(Span<byte> bytes);

    /// <summary>Any number, each as likely as another.</summary>
    uint Next();
}
