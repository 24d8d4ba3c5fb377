using Pmq.Conformance.Claims;

namespace Pmq.Conformance.Requirements;

/// <summary>A numbered normative statement of one version of MQTT.</summary>
/// <param name="Version">3.1.1 or 5.0.</param>
/// <param name="Id">The number the standard gives it.</param>
/// <param name="Binds">Whom it binds.</param>
/// <param name="About">A hint at what it says.</param>
/// <param name="Note">Why no test proves it (yet), or empty.</param>
public sealed record Statement(string Version, string Id, Party Binds, string About, string Note)
{
    public bool BindsServer => Binds != Party.Client;

    public ClaimKind ClaimKind => Version == "5.0" ? ClaimKind.Mqtt5 : ClaimKind.Mqtt311;
}
