namespace Pmq.Broker.Options;

/// <summary>One thing that is wrong with the settings: which, what it is and what it may be.</summary>
public readonly record struct OptionFault(string Path, string Value, string Allowed)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path} is {Value}; allowed is {Allowed}";
}
