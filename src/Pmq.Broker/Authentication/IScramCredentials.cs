using System.Diagnostics.CodeAnalysis;

namespace Pmq.Broker.Authentication;

/// <summary>Where a SCRAM mechanism looks users up.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public interface IScramCredentials
{
    /// <summary>
    /// Finds a user by the name as <see cref="SaslPreparation"/> leaves it. It answers from memory, never from I/O, and
    /// takes as long for a name that is not there, so that the time does not tell. A credential of another hash than
    /// the mechanism's counts as none.
    /// </summary>
    bool TryFind(string userName, [NotNullWhen(true)] out ScramCredential? credential);
}
