using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Pmq.Management;

/// <summary>An answer that is a record as JSON.</summary>
internal static class JsonAnswer
{
    private const string MediaType = "application/json; charset=utf-8";

    public static Task WriteAsync<T>(HttpContext context, HttpStatusCode status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = MediaType;
        return JsonSerializer.SerializeAsync(context.Response.BodyWriter, answer, type);
    }
}
