using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Pmq.Broker;

namespace Pmq.Management.Imports;

/// <summary>Takes what another node has exported.</summary>
internal static class ImportRoutes
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/v1/import", ImportAsync);

    private static async Task<IResult> ImportAsync(
        HttpContext context, [FromServices] BrokerNode node, [FromServices] TimeProvider clock, [FromQuery] bool? force)
    {
        // It is taken line by line, so there is no need for a bound.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        CancellationToken cancellation = context.RequestAborted;
        var tally = new ImportTally();
        var sessions = new SessionImporter(node, clock, force ?? false, tally, cancellation);
        var importer = new Importer(new RetainedImporter(node, clock, tally, cancellation), sessions, tally);
        try
        {
            await LineSource.ReadAsync(context.Request.BodyReader, importer.TakeAsync, cancellation);
            await importer.EndAsync();
            return TypedResults.Json(tally.Answer, ManagementJson.Default.ImportAnswer);
        }
        catch (ImportException fault)
        {
            return ErrorAnswer.With(HttpStatusCode.BadRequest, fault.Message);
        }
        finally
        {
            sessions.Abandon();
        }
    }
}
