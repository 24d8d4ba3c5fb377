using Pmq.Comparison.Proofs;
using Pmq.Comparison.Running;

namespace Pmq.Comparison.Tests;

public sealed class FindingTests
{
    [Theory]
    [InlineData(2.0, null, 2.0, true)]
    [InlineData(2.1, null, 2.0, false)]
    [InlineData(0.8, 0.8, null, true)]
    [InlineData(0.7, 0.8, null, false)]
    [InlineData(7.0, null, null, true)]
    [InlineData(null, null, null, false)]
    public void A_bar_holds_on_its_own_side(double? value, double? atLeast, double? atMost, bool holds) =>
        Assert.Equal(holds, new Finding("p", "f", value) { AtLeast = atLeast, AtMost = atMost }.Holds);

    [Fact]
    public void A_fault_spoils_it() => Assert.False(new Finding("p", "f", 1) { Fault = "1 lost" }.Holds);

    [Theory]
    [InlineData("flat", "flat", "sockets", true)]
    [InlineData("flat-sockets", "flat", "sockets", true)]
    [InlineData("flat-sockets", "flat", "sessions", false)]
    [InlineData("flat-sockets", "flat", null, true)]
    [InlineData("noisy", "flat", null, false)]
    public void Proofs_and_their_parts_are_chosen_by_name(string only, string proof, string? part, bool wanted) =>
        Assert.Equal(wanted, Settings.Parse(["--only", only]).WantsPart(proof, part));
}
