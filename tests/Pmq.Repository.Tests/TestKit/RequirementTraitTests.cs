using System.Reflection;
using Xunit.Sdk;
// These are examples and prove nothing: under other names the conformance page does not see them.
using NewStandard = Pmq.TestKit.Mqtt5Attribute;
using OldBroker = Pmq.TestKit.SeedAttribute;
using OldStandard = Pmq.TestKit.Mqtt311Attribute;

namespace Pmq.Repository.Tests.TestKit;

public sealed class RequirementTraitTests
{
    [Theory]
    [InlineData(nameof(Examples.OfOneVersion), "mqtt311=MQTT-3.1.0-1")]
    [InlineData(nameof(Examples.OfBothVersions), "mqtt311=MQTT-1.5.3-1 mqtt5=MQTT-1.5.4-1 mqtt5=MQTT-1.5.4-2")]
    [InlineData(nameof(Examples.OfAnOldBroker), "seed=GMQ-03 seed=PMQ-01")]
    public void Each_id_becomes_a_trait_to_filter_by(string method, string expected)
    {
        MethodInfo info = typeof(Examples).GetMethod(method)!;

        IEnumerable<string> traits = TraitHelper.GetTraits(info).Select(trait => $"{trait.Key}={trait.Value}");

        Assert.Equal(expected, string.Join(' ', traits.Order(StringComparer.Ordinal)));
    }


    private static class Examples
    {
        [OldStandard("MQTT-3.1.0-1")]
        public static void OfOneVersion()
        {
        }

        [OldStandard("MQTT-1.5.3-1")]
        [NewStandard("MQTT-1.5.4-1", "MQTT-1.5.4-2")]
        public static void OfBothVersions()
        {
        }

        [OldBroker("GMQ-03")]
        [OldBroker("PMQ-01")]
        public static void OfAnOldBroker()
        {
        }
    }
}
