using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Pmq.Broker;
using Pmq.Management.Api;

namespace Pmq.Management.Imports;

/// <summary>Takes what another node has exported.</summary>
internal static class ImportRoutes
{
    public static void Map(ManagementEndpoints routes) =>
        routes.Map("/api/v1/import", ImportAsync, HttpMethods.Post);

    private static Task ImportAsync(HttpContext context)
    {
        string? fault = null;
        bool force = QueryFlag.Read(context.Request, "force", ref fault) ?? false;
        return fault is null
            ? TakeAsync(context, force)
            : ErrorAnswer.WriteAsync(context, HttpStatusCode.BadRequest, fault);
    }

    private static async Task TakeAsync(HttpContext context, bool force)
    {
        // It is taken line by line, so there is no need for a bound.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        BrokerNode node = context.RequestServices.GetRequiredService<BrokerNode>();
        TimeProvider clock = context.RequestServices.GetRequiredService<TimeProvider>();
        CancellationToken cancellation = context.RequestAborted;
        var tally = new ImportTally();
        var sessions = new SessionImporter(node, clock, force, tally, cancellation);
        var importer = new Importer(new RetainedImporter(node, clock, tally, cancellation), sessions, tally);
        string? fault = null;
        try
        {
            await LineSource.ReadAsync(context.Request.BodyReader, importer.TakeAsync, cancellation);
            await importer.EndAsync();
        }
        catch (ImportException refused)
        {
            fault = refused.Message;
        }
        finally
        {
            sessions.Abandon();
        }

        await (fault is null
            ? JsonAnswer.WriteAsync(context, HttpStatusCode.OK, tally.Answer, ManagementJson.Default.ImportAnswer)
            : ErrorAnswer.WriteAsync(context, HttpStatusCode.BadRequest, fault));
    }
}
