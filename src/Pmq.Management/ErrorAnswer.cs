using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Pmq.Management;

/// <summary>The body of every answer that says no.</summary>
/// <param name="Error">Why, for people.</param>
public sealed record ErrorAnswer(string Error)
{
    internal static JsonHttpResult<ErrorAnswer> With(HttpStatusCode status, string error) =>
        TypedResults.Json(new ErrorAnswer(error), ManagementJson.Default.ErrorAnswer, statusCode: (int)status);
}
