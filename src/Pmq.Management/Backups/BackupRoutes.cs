using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Pmq.Management.Backups;

/// <summary>A copy of all that the node keeps, made while it runs.</summary>
internal static class BackupRoutes
{
    /// <summary>The media type of a database of SQLite.</summary>
    public const string MediaType = "application/vnd.sqlite3";

    public static void Map(ManagementEndpoints routes) =>
        routes.Map("/api/v1/backup", MakeAsync, HttpMethods.Post);

    private static async Task MakeAsync(HttpContext context)
    {
        IKeptState state = context.RequestServices.GetRequiredService<IKeptState>();
        if (state.NothingKept is { } reason)
        {
            await ErrorAnswer.WriteAsync(context, HttpStatusCode.Conflict, $"There is nothing to back up: {reason}");
            return;
        }

        Stream backup;
        try
        {
            backup = await state.MakeBackupAsync(context.RequestAborted);
        }
        catch (IOException fault)
        {
            await ErrorAnswer.WriteAsync(context, HttpStatusCode.InternalServerError, fault.Message);
            return;
        }

        await using (backup)
        {
            context.Response.ContentType = MediaType;
            context.Response.ContentLength = backup.Length;
            await backup.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}
