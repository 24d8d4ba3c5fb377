using Pmq.Broker.Routing;

namespace Pmq.Broker.Turns;

/// <summary>
/// The targets that a read batch has posted first mails to: each is woken once, after the last packet.
/// </summary>
/// <remarks>Owner: the read loop or turn that publishes.</remarks>
internal sealed class WakeSet
{
    private DeliveryTarget[] _targets = [];
    private int _count;

    public void Add(DeliveryTarget target)
    {
        if (_count == _targets.Length)
        {
            Array.Resize(ref _targets, Math.Max(4, _count * 2));
        }

        _targets[_count++] = target;
    }

    public void WakeAll()
    {
        for (int i = 0; i < _count; i++)
        {
            _targets[i].Wake();
            _targets[i] = null!;
        }

        _count = 0;
    }
}
