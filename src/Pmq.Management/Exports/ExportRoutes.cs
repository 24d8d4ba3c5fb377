using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pmq.Broker.Durability;
using Pmq.Management.Api;
using Pmq.Management.Backups;

namespace Pmq.Management.Exports;

/// <summary>What the node keeps, in lines of JSON.</summary>
internal static class ExportRoutes
{
    /// <summary>The media type of lines of JSON.</summary>
    public const string MediaType = "application/x-ndjson";

    public static void Map(ManagementEndpoints routes) =>
        routes.Map("/api/v1/export", ExportAsync, HttpMethods.Get);

    private static async Task ExportAsync(HttpContext context)
    {
        string? fault = null;
        bool? retained = QueryFlag.Read(context.Request, "retained", ref fault);
        bool? sessions = QueryFlag.Read(context.Request, "sessions", ref fault);
        if (fault is not null)
        {
            await ErrorAnswer.WriteAsync(context, HttpStatusCode.BadRequest, fault);
            return;
        }

        IKeptState state = context.RequestServices.GetRequiredService<IKeptState>();
        if (state.NothingKept is { } reason)
        {
            await ErrorAnswer.WriteAsync(context, HttpStatusCode.Conflict, $"There is nothing to export: {reason}");
            return;
        }

        IStoreSnapshot snapshot;
        try
        {
            snapshot = state.TakeSnapshot();
        }
        catch (IOException broken)
        {
            await ErrorAnswer.WriteAsync(context, HttpStatusCode.InternalServerError, broken.Message);
            return;
        }

        // Who names nothing wants everything.
        bool all = retained is null && sessions is null;
        using (snapshot)
        {
            await WriteAsync(context, snapshot, all || retained == true, all || sessions == true);
        }
    }

    // What fails from here on cuts the answer off, which its reader notices.
    private static async Task WriteAsync(HttpContext context, IStoreSnapshot snapshot, bool retained, bool sessions)
    {
        context.Response.ContentType = MediaType;
        var writer = new ExportWriter(context.Response.BodyWriter, context.RequestAborted);
        await writer.WriteHeaderAsync(context.RequestServices.GetRequiredService<NodeIdentity>());
        if (retained)
        {
            await writer.WriteRetainedAsync(snapshot);
        }

        if (sessions)
        {
            await writer.WriteSessionsAsync(snapshot);
        }

        await writer.FlushAsync();
    }
}
