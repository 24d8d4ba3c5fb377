using Pmq.TestKit;

namespace Pmq.Repository.Tests.TestKit;

public sealed class ProgramOnPathTests
{
    private const string Nowhere = "pmq-no-such-program";

    [RequiresProgramFact("dotnet")]
    public void A_program_that_is_there_is_found() => Assert.True(File.Exists(ProgramOnPath.Find("dotnet")));

    [Fact]
    public void A_program_that_is_missing_is_named_with_its_package()
    {
        var missing = Assert.Throws<ProgramMissingException>(() => ProgramOnPath.Find(Nowhere));

        Assert.Contains(Nowhere, missing.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_is_skipped_for_want_of_its_program_unless_all_are_required()
    {
        bool requireAll = Environment.GetEnvironmentVariable("PMQ_TEST_REQUIRE_ALL") == "1";

        Assert.Equal(requireAll, new RequiresProgramFactAttribute(Nowhere).Skip is null);
        Assert.Equal(requireAll, new RequiresProgramTheoryAttribute("dotnet", Nowhere).Skip is null);
    }

    [Fact]
    public void A_test_whose_programs_are_all_there_runs() =>
        Assert.Null(new RequiresProgramFactAttribute("dotnet").Skip);
}
