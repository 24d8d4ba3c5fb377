namespace Pmq.Management.Imports;

/// <summary>What came of an import.</summary>
/// <param name="Retained">Of the retained messages.</param>
/// <param name="Sessions">Of the sessions.</param>
/// <param name="Queued">Of the messages that wait for sessions.</param>
/// <param name="Problems">Why lines were skipped or refused: the first hundred.</param>
public sealed record ImportAnswer(
    ImportCount Retained, ImportCount Sessions, ImportCount Queued, IReadOnlyList<ImportProblem> Problems);
