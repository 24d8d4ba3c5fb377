namespace Pmq.Conformance.CSharp;

/// <summary>Tells code from comments and literals. It knows all forms of string and nothing else.</summary>
internal sealed class CSharpLexer(string text)
{
    private readonly char[] _code = text.ToCharArray();
    private readonly List<StringLiteral> _literals = [];
    private int _at;

    public string Code => new(_code);

    public IReadOnlyList<StringLiteral> Literals => _literals;

    public void Run() => ReadCode(insideHole: false);

    private char Here => Peek(0);

    private char Peek(int ahead) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    // A hole is the code between the braces of an interpolated string; it ends at its own closing brace.
    private void ReadCode(bool insideHole)
    {
        int depth = 0;
        while (_at < text.Length)
        {
            switch (Here)
            {
                case '{':
                    depth++;
                    _at++;
                    break;
                case '}':
                    if (insideHole && depth == 0)
                    {
                        return;
                    }

                    depth--;
                    _at++;
                    break;
                default:
                    ReadToken();
                    break;
            }
        }
    }

    private void ReadToken()
    {
        switch (Here)
        {
            case '/' when Peek(1) == '/':
                BlankWhile(static c => c != '\n');
                break;
            case '/' when Peek(1) == '*':
                ReadBlockComment();
                break;
            case '"' or '$' or '@':
                ReadString();
                break;
            case '\'':
                ReadCharacter();
                break;
            default:
                _at++;
                break;
        }
    }

    private void ReadBlockComment()
    {
        int end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        BlankTo(end < 0 ? text.Length : end + 2);
    }

    private void ReadCharacter()
    {
        int close = Peek(1) == '\\' ? text.IndexOf('\'', _at + 3) : _at + 2;
        bool isLiteral = close > 0 && close - _at <= 11 && close < text.Length && text[close] == '\'';
        // An apostrophe elsewhere, such as in a #region's name, is only a character.
        BlankTo(isLiteral ? close + 1 : _at + 1);
    }

    private void ReadString()
    {
        int start = _at;
        int dollars = 0;
        bool verbatim = false;
        int quote = _at;
        while (quote < text.Length && text[quote] is '$' or '@')
        {
            dollars += text[quote] == '$' ? 1 : 0;
            verbatim |= text[quote] == '@';
            quote++;
        }

        if (quote >= text.Length || text[quote] != '"')
        {
            // The @ of an identifier.
            _at++;
            return;
        }

        BlankTo(quote);
        int quotes = QuotesAt(quote);
        if (!verbatim && quotes >= 3)
        {
            ReadRaw(start, quotes);
        }
        else
        {
            ReadQuoted(start, verbatim, interpolated: dollars > 0);
        }
    }

    private void ReadRaw(int start, int quotes)
    {
        int first = _at + quotes;
        int end = text.IndexOf(new string('"', quotes), Math.Min(first, text.Length), StringComparison.Ordinal);
        int last = end < 0 ? text.Length : end;
        _literals.Add(new StringLiteral(start, text[Math.Min(first, last)..last]));
        BlankTo(Math.Min(text.Length, last + quotes));
    }

    private void ReadQuoted(int start, bool verbatim, bool interpolated)
    {
        int first = _at + 1;
        BlankTo(first);
        while (_at < text.Length)
        {
            if (Here == '"' && !(verbatim && Peek(1) == '"'))
            {
                break;
            }

            bool isPair = Here == '"' || (Here == '\\' && !verbatim)
                || (interpolated && Here is '{' or '}' && Peek(1) == Here);
            if (interpolated && Here == '{' && !isPair)
            {
                BlankTo(_at + 1);
                ReadCode(insideHole: true);
                BlankTo(_at + 1);
                continue;
            }

            BlankTo(_at + (isPair ? 2 : 1));
        }

        _literals.Add(new StringLiteral(start, text[Math.Min(first, text.Length)..Math.Min(_at, text.Length)]));
        BlankTo(_at + 1);
    }

    private int QuotesAt(int index)
    {
        int count = 0;
        while (index + count < text.Length && text[index + count] == '"')
        {
            count++;
        }

        return count;
    }

    private void BlankWhile(Func<char, bool> goesOn)
    {
        while (_at < text.Length && goesOn(Here))
        {
            BlankTo(_at + 1);
        }
    }

    private void BlankTo(int end)
    {
        for (; _at < end && _at < text.Length; _at++)
        {
            // Lines keep their numbers.
            if (_code[_at] != '\n')
            {
                _code[_at] = ' ';
            }
        }
    }
}
