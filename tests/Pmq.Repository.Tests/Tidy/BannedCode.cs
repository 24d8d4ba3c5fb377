using System.Text.RegularExpressions;
using Pmq.Conformance.CSharp;

namespace Pmq.Repository.Tests.Tidy;

/// <summary>Code that must not be in some projects, and why.</summary>
internal sealed record BannedCode(string Pattern, string Reason)
{
    /// <summary>
    /// A turn runs to its end on one thread and owns what it changes. Whatever waits, blocks or makes a thread of its
    /// own breaks that.
    /// </summary>
    public static IReadOnlyList<BannedCode> InTurns { get; } =
    [
        new(@"\basync\b", "a turn is synchronous: the end of an operation arrives as a message"),
        new(@"\bawait\b", "a turn is synchronous: the end of an operation arrives as a message"),
        new(@"\block\s*\(", "state has one owner and needs no lock"),
        new(@"\bMonitor\s*\.\s*(?:Try)?Enter\b", "state has one owner and needs no lock"),
        new(@"\bTask\s*\.\s*(?:Run|Factory)\b", "work is scheduled as a turn"),
        new(@"\bnew\s+(?:[\w.]+\.)?Thread\s*\(", "work is scheduled as a turn"),
        new(@"\bThread\??\s+\w+\s*=\s*new\s*\(", "work is scheduled as a turn"),
        new(@"\bnew\s+(?:[\w.]+\.)?(?:Periodic)?Timer\s*\(", "time comes from the injected clock"),
        new(@"\bTimer\??\s+\w+\s*=\s*new\s*\(", "time comes from the injected clock"),
    ];

    /// <summary>Where messages pass, a query that allocates per call costs more than the loop it saves.</summary>
    public static IReadOnlyList<BannedCode> OnTheHotPath { get; } =
    [
        new(@"\bSystem\s*\.\s*Linq\b", "write the loop"),
    ];

    public static IEnumerable<string> Find(IEnumerable<BannedCode> rules, CSharpSource source) =>
        from rule in rules
        from Match match in Regex.Matches(source.Code, rule.Pattern, RegexOptions.CultureInvariant)
        select $"{source.Path}:{source.LineOf(match.Index)}: {match.Value.Trim()}: {rule.Reason}";
}
