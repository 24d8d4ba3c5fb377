namespace Pmq.Repository.Tests;

/// <summary>An assertion that lists everything that is wrong, so that one run is enough to mend it all.</summary>
internal static class Findings
{
    public static void AssertNone(string rule, IEnumerable<string> findings)
    {
        string[] all = [.. findings];
        if (all.Length > 0)
        {
            Assert.Fail($"{rule}\n  {string.Join("\n  ", all)}");
        }
    }
}
