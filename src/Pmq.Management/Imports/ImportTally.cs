namespace Pmq.Management.Imports;

/// <summary>Counts what comes of the lines of an import.</summary>
/// <remarks>Owner: the request.</remarks>
internal sealed class ImportTally
{
    private const int ProblemsMax = 100;

    private readonly List<ImportProblem> _problems = [];
    private ImportCount _retained = new(0, 0, 0);
    private ImportCount _sessions = new(0, 0, 0);
    private ImportCount _queued = new(0, 0, 0);

    public ImportAnswer Answer => new(_retained, _sessions, _queued, _problems);

    public void Taken(LineKind kind, long count = 1) =>
        Change(kind, before => before with { Taken = before.Taken + count });

    /// <summary>A line is left out; with a reason where people should know.</summary>
    public void Skipped(LineKind kind, long line, string? reason, long count = 1)
    {
        Change(kind, before => before with { Skipped = before.Skipped + count });
        Note(line, reason);
    }

    public void Refused(LineKind kind, long line, string? reason, long count = 1)
    {
        Change(kind, before => before with { Refused = before.Refused + count });
        Note(line, reason);
    }

    private void Note(long line, string? reason)
    {
        if (reason is not null && _problems.Count < ProblemsMax)
        {
            _problems.Add(new ImportProblem(line, reason));
        }
    }

    private void Change(LineKind kind, Func<ImportCount, ImportCount> change)
    {
        switch (kind)
        {
            case LineKind.Retained:
                _retained = change(_retained);
                break;
            case LineKind.Session:
                _sessions = change(_sessions);
                break;
            default:
                _queued = change(_queued);
                break;
        }
    }
}
