using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pmq.Server.Verbs;

/// <summary>How what the verbs print for programs looks as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StatusReport))]
internal sealed partial class VerbJson : JsonSerializerContext;
