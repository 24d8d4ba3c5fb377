namespace Pmq.Conformance.Requirements;

/// <summary>Whom a statement of the standard binds.</summary>
public enum Party
{
    Server,
    Client,
    Both,
}
