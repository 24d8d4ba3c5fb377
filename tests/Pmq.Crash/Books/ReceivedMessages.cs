using Pmq.Protocol;

namespace Pmq.Crash.Books;

/// <summary>What one subscriber has got of one publisher: how often, and in what order for the first time.</summary>
/// <remarks>Owner: thread-safe.</remarks>
public sealed class ReceivedMessages(string subscriber, QoS granted, SentMessages sent)
{
    private readonly Lock _gate = new();
    private readonly List<int> _times = [];
    private readonly int[] _lastFirst = [-1, -1, -1];
    private readonly List<string> _disorder = [];
    private int _first;
    private int _again;

    /// <summary>How many messages have come.</summary>
    public int First => Volatile.Read(ref _first);

    /// <summary>How often one came that had come before.</summary>
    public int Again => Volatile.Read(ref _again);

    /// <summary>A message has come. At QoS 2 this means: it was not one more copy of an exchange that is under way.</summary>
    public void Add(QoS sentAt, int number)
    {
        lock (_gate)
        {
            while (_times.Count <= number)
            {
                _times.Add(0);
            }

            if (++_times[number] > 1)
            {
                _again++;
                return;
            }

            _first++;
            int last = _lastFirst[(int)sentAt];
            if (number < last)
            {
                _disorder.Add($"{subscriber} got {Name(sentAt, number)} after {Name(sentAt, last)}");
            }

            _lastFirst[(int)sentAt] = Math.Max(last, number);
        }
    }

    /// <summary>How many messages that were acknowledged have not come.</summary>
    public int MissingCount() => Missing(sent.All).Count;

    /// <summary>What is wrong, once nothing comes any more.</summary>
    public IReadOnlyList<string> Faults()
    {
        IReadOnlyList<(QoS QoS, bool IsAcknowledged)> all = sent.All;
        IEnumerable<string> lost =
            Missing(all).Select(number => $"{subscriber} never got {Name(all[number].QoS, number)}");
        lock (_gate)
        {
            return [.. lost, .. Doubled(all), .. _disorder];
        }
    }

    private List<int> Missing(IReadOnlyList<(QoS QoS, bool IsAcknowledged)> all)
    {
        lock (_gate)
        {
            return
            [
                .. Enumerable.Range(0, all.Count)
                    .Where(number => all[number].IsAcknowledged && Times(number) == 0),
            ];
        }
    }

    private IEnumerable<string> Doubled(IReadOnlyList<(QoS QoS, bool IsAcknowledged)> all) =>
        from number in Enumerable.Range(0, granted == QoS.ExactlyOnce ? all.Count : 0)
        where all[number].QoS == QoS.ExactlyOnce && Times(number) > 1
        select $"{subscriber} got {Name(QoS.ExactlyOnce, number)} {Times(number)} times";

    private int Times(int number) => number < _times.Count ? _times[number] : 0;

    private string Name(QoS sentAt, int number) => $"message {number} of {sent.Publisher} at QoS {(int)sentAt}";
}
