using Xunit.Sdk;

namespace Pmq.TestKit;

/// <summary>A numbered statement of MQTT 3.1.1 that the test proves.</summary>
[TraitDiscoverer(RequirementDiscoverer.TypeName, RequirementDiscoverer.AssemblyName)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class Mqtt311Attribute(params string[] ids) : RequirementAttribute("mqtt311", ids);
