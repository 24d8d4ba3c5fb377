using Pmq.Conformance;

namespace Pmq.Repository.Tests.Tidy;

public sealed class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read(RepositoryRoot.SolutionName).Replace('\\', '/');

        Findings.AssertNone(
            $"Add it with dotnet sln {RepositoryRoot.SolutionName} add:",
            Project.Below("src", "tests").Select(project => project.Path)
                .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }
}
