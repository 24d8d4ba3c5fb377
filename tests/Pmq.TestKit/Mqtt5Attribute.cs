using Xunit.Sdk;

namespace Pmq.TestKit;

/// <summary>A numbered statement of MQTT 5.0 that the test proves.</summary>
[TraitDiscoverer(RequirementDiscoverer.TypeName, RequirementDiscoverer.AssemblyName)]
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class Mqtt5Attribute(params string[] ids) : RequirementAttribute("mqtt5", ids);
