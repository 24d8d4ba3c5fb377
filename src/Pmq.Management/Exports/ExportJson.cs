using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pmq.Management.Exports;

/// <summary>How the lines of an export look as JSON.</summary>
[JsonSerializable(typeof(HeaderLine))]
[JsonSerializable(typeof(QueuedLine))]
[JsonSerializable(typeof(RetainedLine))]
[JsonSerializable(typeof(SessionLine))]
public sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>No web page shows the lines, so letters of all languages stay as they are.</summary>
    internal static ExportJson Plain { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });
}
