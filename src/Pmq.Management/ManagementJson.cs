using System.Text.Json;
using System.Text.Json.Serialization;
using Pmq.Management.Api;
using Pmq.Management.Health;
using Pmq.Management.Imports;

namespace Pmq.Management;

/// <summary>How what goes over HTTP looks as JSON. Every type of an answer or a request is listed here.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(ImportAnswer))]
[JsonSerializable(typeof(Liveness))]
[JsonSerializable(typeof(NodeInfo))]
[JsonSerializable(typeof(Readiness))]
public sealed partial class ManagementJson : JsonSerializerContext;
