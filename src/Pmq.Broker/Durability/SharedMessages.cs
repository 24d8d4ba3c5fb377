using System.Buffers;
using Pmq.Broker.Messages;

namespace Pmq.Broker.Durability;

/// <summary>
/// The blocks of a batch that wait for several sessions: they are written once, and the sessions' rows say where. A
/// block for one session is written into that session's row, so that reading the row reads nothing else.
/// </summary>
/// <remarks>Owner: the batch it belongs to.</remarks>
internal sealed class SharedMessages
{
    private const int NotWritten = -1;

    private readonly Dictionary<MessageBlock, Use> _uses = [];
    private ArrayBufferWriter<byte>? _bytes;

    /// <summary>The bytes of all that was written.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes?.WrittenMemory ?? default;

    /// <summary>Counts a run; those that have only some messages of a block hold these themselves.</summary>
    public void Count(QueuedRun run)
    {
        if (run.IsWholeBlock)
        {
            Use use = _uses.GetValueOrDefault(run.Block, new Use(0, NotWritten));
            _uses[run.Block] = use with { Count = use.Count + 1 };
        }
    }

    /// <summary>Where a run's block lies; false when the run holds it itself.</summary>
    public bool TryPlace(QueuedRun run, out int offset)
    {
        offset = 0;
        if (!run.IsWholeBlock || _uses[run.Block] is not { Count: > 1 } use)
        {
            return false;
        }

        if (use.Offset == NotWritten)
        {
            _bytes ??= new ArrayBufferWriter<byte>();
            use = use with { Offset = _bytes.WrittenCount };
            _uses[run.Block] = use;
            _bytes.Write(run.Block.Bytes);
        }

        offset = use.Offset;
        return true;
    }

    private readonly record struct Use(int Count, int Offset);
}
