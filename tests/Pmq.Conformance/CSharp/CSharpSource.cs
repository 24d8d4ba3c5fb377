namespace Pmq.Conformance.CSharp;

/// <summary>
/// A C# file as text in which code can be searched without being misled: in <see cref="Code"/> every comment, string
/// and character literal is blank, and each remaining character keeps its place.
/// </summary>
public sealed class CSharpSource
{
    private CSharpSource(string path, string code, IReadOnlyList<StringLiteral> literals)
    {
        Path = path;
        Code = code;
        Literals = literals;
    }

    /// <summary>The path below the repository root, with forward slashes.</summary>
    public string Path { get; }

    public string Code { get; }

    public IReadOnlyList<StringLiteral> Literals { get; }

    public static CSharpSource Parse(string path, string text)
    {
        var lexer = new CSharpLexer(text);
        lexer.Run();
        return new CSharpSource(path, lexer.Code, lexer.Literals);
    }

    public static CSharpSource Load(string root, string fullPath) =>
        Parse(SourceTree.RelativePath(root, fullPath), File.ReadAllText(fullPath));

    /// <summary>The line, from 1, of a place in the code.</summary>
    public int LineOf(int index) => Code.AsSpan(0, index).Count('\n') + 1;

    public IEnumerable<string> LiteralsBetween(int start, int end) =>
        Literals.Where(literal => literal.Start >= start && literal.Start < end).Select(literal => literal.Value);
}
