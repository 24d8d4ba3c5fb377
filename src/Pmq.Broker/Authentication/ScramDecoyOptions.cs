namespace Pmq.Broker.Authentication;

/// <summary>
/// What a SCRAM mechanism shows of users that are not there. It must look like what it shows of those that are:
/// the same length of salt and the same number of iterations as their credentials have.
/// </summary>
/// <remarks>Owner: immutable; nobody writes to the byte array after it was handed over.</remarks>
public sealed record ScramDecoyOptions
{
    /// <summary>
    /// What made-up salts are computed with; null takes a random one at start. Where users keep their salts over a
    /// restart, or several nodes share them, the secret must be kept and shared too: a salt that changes while others
    /// stay is one that was made up. At least 16 bytes.
    /// </summary>
    public byte[]? Secret { get; init; }

    public int Iterations { get; init; } = ScramUsers.DefaultIterations;

    /// <summary>From 1 to 32 bytes.</summary>
    public int SaltLength { get; init; } = ScramUsers.SaltLength;
}
