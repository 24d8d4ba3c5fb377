namespace Pmq.LoadGen.Wild;

/// <summary>Whether a filter matches a topic, level by level: slow and plain, to check a broker with.</summary>
internal static class FilterMatch
{
    public static bool Matches(string filter, string topic)
    {
        string[] filterLevels = filter.Split('/');
        string[] topicLevels = topic.Split('/');
        for (int i = 0; i < filterLevels.Length; i++)
        {
            if (filterLevels[i] == "#")
            {
                return true;
            }

            if (i >= topicLevels.Length || (filterLevels[i] != "+" && filterLevels[i] != topicLevels[i]))
            {
                return false;
            }
        }

        return filterLevels.Length == topicLevels.Length;
    }
}
