namespace Pmq.Conformance.Mutations;

/// <summary>One rule of the source switched off: a text that stands exactly once in a file, and what replaces it.</summary>
/// <param name="Version">The version of MQTT whose statement it is: 3.1.1 or 5.0.</param>
/// <param name="Statement">The statement that the rule obeys.</param>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Find">The text to replace.</param>
/// <param name="Replace">What to put there.</param>
/// <param name="About">What is switched off, in words.</param>
public sealed record Mutation(
    string Version, string Statement, string File, string Find, string Replace, string About)
{
    /// <summary>The trait that the tests of the statement carry.</summary>
    public string Filter => (Version == "5.0" ? "mqtt5=" : "mqtt311=") + Statement;

    /// <summary>The project whose source it changes: protocol or broker.</summary>
    public string Project => File.Split('/')[1];

    /// <summary>The source with the rule switched off; null when the text does not stand there exactly once.</summary>
    public string? Apply(string source)
    {
        int at = source.IndexOf(Find, StringComparison.Ordinal);
        bool once = at >= 0 && source.IndexOf(Find, at + 1, StringComparison.Ordinal) < 0;
        return once ? source[..at] + Replace + source[(at + Find.Length)..] : null;
    }
}
