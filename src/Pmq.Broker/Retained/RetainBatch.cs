using Pmq.Broker.Messages;
using Pmq.Broker.Routing;

namespace Pmq.Broker.Retained;

/// <summary>The messages of a batch that are to be retained, which go to the router in one mail.</summary>
/// <remarks>Owner: the read loop or turn that publishes.</remarks>
internal sealed class RetainBatch(Router router)
{
    private const int FirstCapacity = 4;

    // Above this, an array that one large batch has grown is given back after it.
    private const int KeptMax = 1024;

    private RetainRequest[] _requests = [];
    private int _count;

    public void Add(MessageBlock messages, long generation)
    {
        if (_count == _requests.Length)
        {
            Array.Resize(ref _requests, Math.Max(FirstCapacity, _count * 2));
        }

        _requests[_count++] = new RetainRequest(messages, generation);
    }

    /// <summary>
    /// Posts what there is: before an answer to one of the messages, and before a request that came after them.
    /// </summary>
    public void Post()
    {
        if (_count == 0)
        {
            return;
        }

        if (_count == 1)
        {
            router.Retain(_requests[0]);
        }
        else
        {
            router.Retain(_requests.AsSpan(0, _count).ToArray());
        }

        _requests.AsSpan(0, _count).Clear();
        _count = 0;
        if (_requests.Length > KeptMax)
        {
            _requests = [];
        }
    }
}
