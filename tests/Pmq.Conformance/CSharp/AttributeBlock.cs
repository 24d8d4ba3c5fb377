namespace Pmq.Conformance.CSharp;

/// <summary>The attribute lists that stand together before one declaration, and the head of that declaration.</summary>
internal sealed class AttributeBlock
{
    private AttributeBlock(string lists, string declaration)
    {
        Lists = lists;
        Declaration = declaration;
    }

    /// <summary>The code of all lists, brackets included.</summary>
    public string Lists { get; }

    /// <summary>What is declared, up to its parameters, body or value.</summary>
    public string Declaration { get; }

    /// <summary>The block around a place, or null when the place is not in an attribute list.</summary>
    public static AttributeBlock? Around(string code, int index)
    {
        int start = Brackets.SquareAround(code, index);
        if (start < 0 || !BeginsDeclaration(code, start))
        {
            return null;
        }

        while (PreviousList(code, start) is int earlier)
        {
            start = earlier;
        }

        int end = Brackets.End(code, start);
        while (NextVisible(code, end) is int next && code[next] == '[')
        {
            end = Brackets.End(code, next);
        }

        int stop = code.AsSpan(end).IndexOfAny("({;=");
        return new AttributeBlock(code[start..end], code[end..(stop < 0 ? code.Length : end + stop)]);
    }

    // In an expression a list follows an operator, a name or an opening bracket; before a declaration, none of these.
    private static bool BeginsDeclaration(string code, int open) =>
        PreviousVisible(code, open) is not int before || code[before] is ']' or '{' or '}' or ';';

    private static int? PreviousList(string code, int open) =>
        PreviousVisible(code, open) is int before && code[before] == ']'
            && Brackets.SquareAround(code, before) is >= 0 and int start
            ? start
            : null;

    private static int? PreviousVisible(string code, int index)
    {
        int at = index - 1;
        while (at >= 0 && char.IsWhiteSpace(code[at]))
        {
            at--;
        }

        return at < 0 ? null : at;
    }

    private static int? NextVisible(string code, int index)
    {
        int at = index;
        while (at < code.Length && char.IsWhiteSpace(code[at]))
        {
            at++;
        }

        return at == code.Length ? null : at;
    }
}
