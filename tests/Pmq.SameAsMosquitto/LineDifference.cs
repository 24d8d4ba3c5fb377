namespace Pmq.SameAsMosquitto;

/// <summary>What must be taken from one list of lines, and added, to make it another.</summary>
public static class LineDifference
{
    /// <summary>The lines to take, with <c>-</c>, and to add, with <c>+</c>, in their order.</summary>
    public static IReadOnlyList<string> Between(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        int[,] common = CommonTails(from, to);
        List<string> difference = [];
        int i = 0;
        int j = 0;
        while (i < from.Count || j < to.Count)
        {
            if (i < from.Count && j < to.Count && from[i] == to[j])
            {
                i++;
                j++;
            }
            else if (j == to.Count || (i < from.Count && common[i + 1, j] >= common[i, j + 1]))
            {
                difference.Add("-" + from[i++]);
            }
            else
            {
                difference.Add("+" + to[j++]);
            }
        }

        return difference;
    }

    /// <summary>How many lines the rests of both lists have in common, for every pair of beginnings.</summary>
    private static int[,] CommonTails(IReadOnlyList<string> from, IReadOnlyList<string> to)
    {
        int[,] common = new int[from.Count + 1, to.Count + 1];
        for (int i = from.Count - 1; i >= 0; i--)
        {
            for (int j = to.Count - 1; j >= 0; j--)
            {
                common[i, j] = from[i] == to[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
