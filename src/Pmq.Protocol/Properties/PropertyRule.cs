namespace Pmq.Protocol;

/// <summary>What the standard says of one property.</summary>
internal readonly record struct PropertyRule(PropertyType Type, PropertyOwner Owners, ValueRange Range)
{
    /// <summary>False for identifiers that the standard does not know.</summary>
    public bool IsKnown => Owners != PropertyOwner.None;
}
