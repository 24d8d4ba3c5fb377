using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Pmq.Management.Exports;

namespace Pmq.Management.Imports;

/// <summary>Takes an export line by line into the node.</summary>
/// <remarks>Owner: the request.</remarks>
internal sealed class Importer(RetainedImporter retained, SessionImporter sessions, ImportTally tally)
{
    private long _number;

    /// <summary>Takes a line.</summary>
    /// <exception cref="ImportException">The first line does not say that what follows can be read.</exception>
    public async Task TakeAsync(ReadOnlySequence<byte> line)
    {
        _number++;
        if (_number == 1)
        {
            CheckHeader(line);
        }
        else if (TypeOf(line) is { } type)
        {
            await TakeAsync(type, line);
        }
    }

    /// <summary>There are no more lines.</summary>
    public async Task EndAsync()
    {
        if (_number == 0)
        {
            throw new ImportException("There is nothing to import.");
        }

        await sessions.EndAsync();
        await retained.EndAsync();
    }

    private static void CheckHeader(ReadOnlySequence<byte> line)
    {
        HeaderLine? header = null;
        try
        {
            header = Read(line, ExportJson.Plain.HeaderLine);
        }
        catch (LineException)
        {
            // It is none, as below.
        }

        if (header?.Pmq != HeaderLine.Mark)
        {
            throw new ImportException("The first line does not say that this is an export of pmq.");
        }

        if (header.Version > HeaderLine.NewestVersion)
        {
            throw new ImportException(
                $"The export has version {header.Version}; this program reads up to {HeaderLine.NewestVersion}.");
        }
    }

    private string? TypeOf(ReadOnlySequence<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("type", out JsonElement type)
                && type.ValueKind == JsonValueKind.String)
            {
                return type.GetString();
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        tally.Refused(LineKind.Queued, _number, "The line is no JSON object with a type.");
        return null;
    }

    private async Task TakeAsync(string type, ReadOnlySequence<byte> line)
    {
        LineKind kind = type switch
        {
            RetainedLine.Mark => LineKind.Retained,
            SessionLine.Mark => LineKind.Session,
            _ => LineKind.Queued,
        };
        try
        {
            switch (type)
            {
                case RetainedLine.Mark:
                    await retained.TakeAsync(Read(line, ExportJson.Plain.RetainedLine), _number);
                    break;
                case SessionLine.Mark:
                    await sessions.TakeAsync(Read(line, ExportJson.Plain.SessionLine), _number);
                    break;
                case QueuedLine.Mark:
                    await sessions.TakeAsync(Read(line, ExportJson.Plain.QueuedLine), _number);
                    break;
                default:
                    throw new LineException($"'{type}' is no type that this program knows.");
            }
        }
        catch (LineException fault)
        {
            tally.Refused(kind, _number, fault.Message);
        }
    }

    private static T Read<T>(ReadOnlySequence<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref reader, type) ?? throw new LineException("The line holds nothing.");
        }
        catch (JsonException fault)
        {
            throw new LineException($"The line can't be read: {fault.Message}");
        }
    }
}
