using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Pmq.Management.Backups;

/// <summary>A copy of all that the node keeps, made while it runs.</summary>
internal static class BackupRoutes
{
    /// <summary>The media type of a database of SQLite.</summary>
    public const string MediaType = "application/vnd.sqlite3";

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapPost("/api/v1/backup", MakeAsync);

    private static async Task<IResult> MakeAsync(
        [FromServices] IKeptState state, CancellationToken cancellation)
    {
        if (state.NothingKept is { } reason)
        {
            return ErrorAnswer.With(HttpStatusCode.Conflict, $"There is nothing to back up: {reason}");
        }

        try
        {
            return TypedResults.Stream(await state.MakeBackupAsync(cancellation), MediaType);
        }
        catch (IOException fault)
        {
            return ErrorAnswer.With(HttpStatusCode.InternalServerError, fault.Message);
        }
    }
}
