namespace Pmq.Conformance.Claims;

/// <summary>The attribute that makes a claim, and so the data file its id is from.</summary>
public enum ClaimKind
{
    Mqtt311,
    Mqtt5,
    Seed,
}
