using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pmq.Broker.Durability;
using Pmq.Management.Api;

namespace Pmq.Management.Exports;

/// <summary>Writes an export line by line; what the reader has not taken yet is waited for.</summary>
/// <remarks>Owner: the request.</remarks>
internal sealed class ExportWriter(PipeWriter output, CancellationToken cancellation)
{
    // So much is gathered before it is sent.
    private const long FlushBytes = 64 * 1024;
    private const int QueueBytesAtOnce = 1024 * 1024;

    /// <summary>The first line.</summary>
    public ValueTask WriteHeaderAsync(NodeIdentity identity) => WriteAsync(
        new HeaderLine(HeaderLine.Mark, HeaderLine.NewestVersion, identity.Node, NodeIdentity.Version, identity.Now),
        ExportJson.Plain.HeaderLine);

    /// <summary>The retained messages.</summary>
    public async Task WriteRetainedAsync(IStoreSnapshot snapshot)
    {
        foreach (RetainedChange retained in snapshot.Retained())
        {
            await WriteAsync(LineMaker.Retained(retained), ExportJson.Plain.RetainedLine);
        }
    }

    /// <summary>The sessions that outlive their connections, each with what waits for it.</summary>
    public async Task WriteSessionsAsync(IStoreSnapshot snapshot)
    {
        foreach (SessionSnapshot session in snapshot.Sessions())
        {
            if (session.Session.ExpirySeconds > 0)
            {
                await WriteAsync(LineMaker.Session(session), ExportJson.Plain.SessionLine);
                await WriteQueueAsync(snapshot, session);
            }
        }
    }

    /// <summary>Sends what is left.</summary>
    public async Task FlushAsync() => await output.FlushAsync(cancellation);

    private async Task WriteQueueAsync(IStoreSnapshot snapshot, SessionSnapshot session)
    {
        long next = session.AcknowledgedUpTo + 1;
        while (snapshot.Queue(session.Session.Key, next, QueueBytesAtOnce) is { Count: > 0 } rows)
        {
            foreach (QueueRow row in rows)
            {
                foreach (StoredDelivery delivery in StoredForm.Queued(row))
                {
                    // A row may begin with what is acknowledged already.
                    if (delivery.Sequence >= next)
                    {
                        QueuedLine line = LineMaker.Queued(session.Session.ClientId, delivery);
                        await WriteAsync(line, ExportJson.Plain.QueuedLine);
                    }
                }
            }

            next = rows[^1].Span.Last + 1;
        }
    }

    private async ValueTask WriteAsync<T>(T line, JsonTypeInfo<T> type)
    {
        await using (var json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            Encoder = ExportJson.Plain.Options.Encoder,
        }))
        {
            JsonSerializer.Serialize(json, line, type);
        }

        output.Write("\n"u8);
        if (output.UnflushedBytes >= FlushBytes)
        {
            await FlushAsync();
        }
    }
}
