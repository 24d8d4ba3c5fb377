namespace Pmq.SameAsMosquitto.Running;

/// <summary>Splits options at spaces; single quotes keep words together.</summary>
public static class ShellWords
{
    public static IReadOnlyList<string> Split(string text)
    {
        List<string> words = [];
        foreach ((int index, string part) in text.Split('\'').Index())
        {
            bool isQuoted = index % 2 == 1;
            if (isQuoted)
            {
                words.Add(part);
            }
            else
            {
                words.AddRange(part.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return words;
    }
}
