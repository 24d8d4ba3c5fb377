using System.Net;
using Microsoft.AspNetCore.Http;

namespace Pmq.Management;

/// <summary>The body of every answer that says no.</summary>
/// <param name="Error">Why, for people.</param>
public sealed record ErrorAnswer(string Error)
{
    internal static Task WriteAsync(HttpContext context, HttpStatusCode status, string error) =>
        JsonAnswer.WriteAsync(context, status, new ErrorAnswer(error), ManagementJson.Default.ErrorAnswer);
}
