using Xunit.Sdk;

namespace Pmq.TestKit;

/// <summary>
/// Names the requirements a test proves. xunit turns each id into a trait, so a test can be picked by what it proves;
/// the conformance page is made from the same ids, read from the source text.
/// </summary>
public abstract class RequirementAttribute : Attribute, ITraitAttribute
{
    private protected RequirementAttribute(string traitName, string[] ids)
    {
        TraitName = traitName;
        Ids = ids;
    }

    public string TraitName { get; }

    public IReadOnlyList<string> Ids { get; }
}
