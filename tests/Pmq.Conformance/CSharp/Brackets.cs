namespace Pmq.Conformance.CSharp;

/// <summary>Pairs of brackets in code from which comments and literals are gone.</summary>
internal static class Brackets
{
    /// <summary>The place after the bracket that closes the one at <paramref name="open"/>.</summary>
    public static int End(string code, int open)
    {
        char opening = code[open];
        char closing = ClosingOf(opening);
        int depth = 0;
        for (int i = open; i < code.Length; i++)
        {
            if (code[i] == opening)
            {
                depth++;
            }
            else if (code[i] == closing && --depth == 0)
            {
                return i + 1;
            }
        }

        return code.Length;
    }

    /// <summary>The square bracket around a place, or -1 when a statement or another bracket comes first.</summary>
    public static int SquareAround(string code, int index)
    {
        int round = 0;
        int square = 0;
        for (int i = index - 1; i >= 0; i--)
        {
            switch (code[i])
            {
                case ')':
                    round++;
                    break;
                case '(' when round > 0:
                    round--;
                    break;
                case ']':
                    square++;
                    break;
                case '[' when square > 0:
                    square--;
                    break;
                case '[' when round == 0:
                    return i;
                case '(' or '[' or '{' or '}' or ';':
                    return -1;
                default:
                    break;
            }
        }

        return -1;
    }

    private static char ClosingOf(char opening) => opening switch
    {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        _ => throw new ArgumentOutOfRangeException(nameof(opening), opening, "not an opening bracket"),
    };
}
