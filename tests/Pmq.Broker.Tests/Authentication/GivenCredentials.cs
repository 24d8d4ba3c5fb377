using System.Diagnostics.CodeAnalysis;
using Pmq.Broker.Authentication;

namespace Pmq.Broker.Tests.Authentication;

/// <summary>One user with this credential.</summary>
internal sealed class GivenCredentials(string userName, ScramCredential given) : IScramCredentials
{
    public bool TryFind(string name, [NotNullWhen(true)] out ScramCredential? credential)
    {
        credential = name == userName ? given : null;
        return credential is not null;
    }
}
