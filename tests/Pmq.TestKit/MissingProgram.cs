namespace Pmq.TestKit;

/// <summary>Decides whether a test is skipped for want of a program.</summary>
internal static class MissingProgram
{
    /// <summary>Set to 1, it forbids the skip: the test runs and fails where it looks its program up.</summary>
    internal const string RequireAllVariable = "PMQ_TEST_REQUIRE_ALL";

    public static string? SkipReason(string[] programs)
    {
        if (Environment.GetEnvironmentVariable(RequireAllVariable) == "1")
        {
            return null;
        }

        string? missing = Array.Find(programs, program => ProgramOnPath.TryFind(program) is null);
        return missing is null ? null : ProgramOnPath.MissingMessage(missing);
    }
}
