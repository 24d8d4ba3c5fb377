using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Pmq.Broker.Durability;
using Pmq.Management.Api;
using Pmq.Management.Backups;

namespace Pmq.Management.Exports;

/// <summary>What the node keeps, in lines of JSON.</summary>
internal static class ExportRoutes
{
    /// <summary>The media type of lines of JSON.</summary>
    public const string MediaType = "application/x-ndjson";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/export", ExportAsync);

    private static async Task ExportAsync(
        HttpContext context,
        [FromServices] IKeptState state,
        [FromServices] NodeIdentity identity,
        [FromQuery] bool? retained,
        [FromQuery] bool? sessions)
    {
        IStoreSnapshot snapshot;
        try
        {
            if (state.NothingKept is { } reason)
            {
                await ErrorAnswer.With(HttpStatusCode.Conflict, $"There is nothing to export: {reason}")
                    .ExecuteAsync(context);
                return;
            }

            snapshot = state.TakeSnapshot();
        }
        catch (IOException fault)
        {
            await ErrorAnswer.With(HttpStatusCode.InternalServerError, fault.Message).ExecuteAsync(context);
            return;
        }

        // Who names nothing wants everything. What fails from here on cuts the answer off, which its reader notices.
        bool all = retained is null && sessions is null;
        using (snapshot)
        {
            context.Response.ContentType = MediaType;
            var writer = new ExportWriter(context.Response.BodyWriter, context.RequestAborted);
            await writer.WriteHeaderAsync(identity);
            if (all || retained == true)
            {
                await writer.WriteRetainedAsync(snapshot);
            }

            if (all || sessions == true)
            {
                await writer.WriteSessionsAsync(snapshot);
            }

            await writer.FlushAsync();
        }
    }
}
