using Xunit;

namespace Pmq.TestKit;

/// <summary>
/// A fact that needs other programs and is skipped where one is missing. With PMQ_TEST_REQUIRE_ALL=1 it is not
/// skipped: it fails in <see cref="ProgramOnPath.Find"/>, which says what to install.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    public RequiresProgramFactAttribute(params string[] programs)
    {
        Programs = programs;
        Skip = MissingProgram.SkipReason(programs);
    }

    public IReadOnlyList<string> Programs { get; }
}
