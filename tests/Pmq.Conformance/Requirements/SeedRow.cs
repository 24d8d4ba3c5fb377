namespace Pmq.Conformance.Requirements;

/// <summary>Something one of the brokers before PMQ does.</summary>
/// <param name="Id">Its id, which a test carries once it is proven.</param>
/// <param name="Item">A few words for it.</param>
/// <param name="Status">Why no test proves it (yet), or empty.</param>
public sealed record SeedRow(string Id, string Item, string Status);
