using Pmq.Conformance.Claims;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Conformance;

public sealed class ClaimScannerTests
{
    [Fact]
    public void One_attribute_may_name_several_ids()
    {
        IReadOnlyList<TestClaim> claims = Scan("""
            public sealed class WillTests
            {
                [Fact]
                [Mqtt5("MQTT-3.1.2-7", "MQTT-3.1.2-8")]
                public void Is_published() { }
            }
            """);

        Assert.Equal(["MQTT-3.1.2-7", "MQTT-3.1.2-8"], claims.Select(claim => claim.Id));
        Assert.All(claims, claim => Assert.Equal("WillTests.Is_published", claim.TestName));
        Assert.All(claims, claim => Assert.Null(claim.Fault));
    }

    [Fact]
    public void Several_attributes_may_stand_before_one_test()
    {
        IReadOnlyList<TestClaim> claims = Scan("""
            public class WillTests
            {
                [Mqtt311("A"), Mqtt5Attribute("B")]
                [Seed("C")] // as the old ones did
                [Theory]
                [InlineData("a)]b")]
                public async Task Is_published<T>(T value) => await Run();
            }
            """);

        Assert.Equal(["Mqtt311 A", "Mqtt5 B", "Seed C"], claims.Select(claim => $"{claim.Kind} {claim.Id}"));
        Assert.All(claims, claim => Assert.Equal("WillTests.Is_published", claim.TestName));
        Assert.All(claims, claim => Assert.Null(claim.Fault));
    }

    [Fact]
    public void An_attribute_on_a_class_is_for_all_its_tests()
    {
        TestClaim claim = Assert.Single(Scan("""
            [Seed("GMQ-03")]
            public sealed class CodecTests(ITestOutputHelper output)
            {
                [Fact]
                public void Works() { }
            }
            """));

        Assert.Equal("CodecTests", claim.TestName);
        Assert.Null(claim.Fault);
    }

    [Fact]
    public void A_class_that_inherits_its_tests_may_claim()
    {
        TestClaim claim = Assert.Single(Scan("""[Seed("A")] public sealed class SqliteTests : StoreContract { }"""));

        Assert.Equal("SqliteTests", claim.TestName);
        Assert.Null(claim.Fault);
    }

    [Fact]
    public void A_test_belongs_to_the_innermost_class()
    {
        TestClaim claim = Assert.Single(Scan("""
            public class Outer
            {
                private record Row(int A);
                private bool Is(object record) => record is { };
                public class Inner
                {
                    [Fact, Seed("A")]
                    public void Works() { }
                }
            }
            """));

        Assert.Equal("Inner.Works", claim.TestName);
    }

    [Fact]
    public void Comments_and_strings_claim_nothing()
    {
        Assert.Empty(Scan(""""
            public class WillTests
            {
                // [Mqtt5("A")]
                /* [Mqtt5("B")] */
                private const string Text = "[Mqtt5(\"C\")]";
                private const string Raw = """[Mqtt5("D")]""";
                [Fact]
                public void Works() { }
            }
            """"));
    }

    [Fact]
    public void A_call_in_a_list_is_not_an_attribute()
    {
        Assert.Empty(Scan("""
            public class SeedTests
            {
                [Fact]
                public void Works() => Run([Seed("A"), Seed("B")]);
            }
            """));
    }

    [Theory]
    [InlineData("""[Seed("A")] public void Helper() { }""", "it is not on a test")]
    [InlineData("""[Fact(Skip = "slow")] [Seed("A")] public void Works() { }""", "its test is always skipped")]
    [InlineData("""[Fact] [Seed(Ids.First)] public void Works() { }""", "it has no id written out as a string")]
    public void A_claim_that_proves_nothing_says_why(string member, string fault)
    {
        TestClaim claim = Assert.Single(Scan($"public class WillTests {{ {member} }}"));

        Assert.Equal(fault, claim.Fault);
    }

    [Fact]
    public void A_claim_on_a_class_without_tests_proves_nothing()
    {
        TestClaim claim = Assert.Single(Scan("""[Seed("A")] public class Model { public int Value; }"""));

        Assert.Equal("its class has no test", claim.Fault);
    }

    [Fact]
    public void A_claim_says_where_it_is()
    {
        TestClaim claim = Assert.Single(Scan("class A\n{\n  [Fact]\n  [Seed(\"X\")]\n  void B() { }\n}\n"));

        Assert.Equal("tests/Some.cs:4", claim.Place);
    }

    private static IReadOnlyList<TestClaim> Scan(string text) =>
        ClaimScanner.Scan(CSharpSource.Parse("tests/Some.cs", text));
}
