using Xunit.Abstractions;
using Xunit.Sdk;

namespace Pmq.TestKit;

/// <summary>Hands xunit one trait for each id of a <see cref="RequirementAttribute"/>.</summary>
public sealed class RequirementDiscoverer : ITraitDiscoverer
{
    // xunit finds a discoverer by these two names, not by its type.
    internal const string TypeName = "Pmq.TestKit.RequirementDiscoverer";
    internal const string AssemblyName = "Pmq.TestKit";

    public IEnumerable<KeyValuePair<string, string>> GetTraits(IAttributeInfo traitAttribute)
    {
        ArgumentNullException.ThrowIfNull(traitAttribute);
        string traitName = traitAttribute.GetNamedArgument<string>(nameof(RequirementAttribute.TraitName));
        var ids = traitAttribute.GetNamedArgument<IReadOnlyList<string>>(nameof(RequirementAttribute.Ids));
        foreach (string id in ids)
        {
            yield return KeyValuePair.Create(traitName, id);
        }
    }
}
