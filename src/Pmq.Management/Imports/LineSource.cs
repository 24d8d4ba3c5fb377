using System.Buffers;
using System.IO.Pipelines;

namespace Pmq.Management.Imports;

/// <summary>Cuts what comes into lines.</summary>
internal static class LineSource
{
    /// <summary>The longest packet of MQTT with its payload in base64.</summary>
    private const long LineBytesMax = 384 * 1024 * 1024;

    /// <summary>Gives each line to somebody, who takes it before the next.</summary>
    /// <exception cref="ImportException">A line is too long.</exception>
    public static async Task ReadAsync(
        PipeReader input, Func<ReadOnlySequence<byte>, Task> take, CancellationToken cancellation)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellation);
            ReadOnlySequence<byte> rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                await take(rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (read.IsCompleted && !rest.IsEmpty)
            {
                await take(rest);
                rest = rest.Slice(rest.End);
            }

            if (rest.Length > LineBytesMax)
            {
                throw new ImportException($"A line is longer than {LineBytesMax} bytes.");
            }

            input.AdvanceTo(rest.Start, read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }
}
