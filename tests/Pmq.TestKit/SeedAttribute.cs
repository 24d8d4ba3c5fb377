using Xunit.Sdk;

namespace Pmq.TestKit;

/// <summary>A row of tests/seeds.tsv, a feature of an older broker, that the test proves.</summary>
[TraitDiscoverer(RequirementDiscoverer.TypeName, RequirementDiscoverer.AssemblyName)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class SeedAttribute(params string[] ids) : RequirementAttribute("seed", ids);
