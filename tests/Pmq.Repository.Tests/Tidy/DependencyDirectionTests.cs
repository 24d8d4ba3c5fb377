namespace Pmq.Repository.Tests.Tidy;

/// <summary>Projects know only what is below them. A new edge is a decision, made here.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly string[] Engine = ["Pmq.Protocol", "Pmq.Broker"];
    private static readonly string[] Core = [.. Engine, "Pmq.Cluster"];
    private static readonly string[] Parts =
        [.. Core, "Pmq.Storage", "Pmq.Transport", "Pmq.Management", "Pmq.Dashboard"];

    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Pmq.Protocol"] = [],
        ["Pmq.Broker"] = ["Pmq.Protocol"],
        ["Pmq.Cluster"] = Engine,
        ["Pmq.Storage"] = Core,
        ["Pmq.Transport"] = Core,
        ["Pmq.Management"] = Core,
        ["Pmq.Dashboard"] = [.. Core, "Pmq.Management"],
        ["Pmq.Hosting"] = Parts,
        ["Pmq.Server"] = [.. Parts, "Pmq.Hosting"],
    };

    private static readonly string[] WithoutAspNet = [.. Core, "Pmq.Storage"];

    [Fact]
    public void A_project_of_src_references_only_what_is_below_it() =>
        Findings.AssertNone(
            "A reference against the direction of the architecture:",
            from project in Project.Below("src")
            from reference in project.References
            where !MayKnow.GetValueOrDefault(project.Name, []).Contains(reference)
            select $"{project.Name} references {reference}");

    [Fact]
    public void A_project_of_src_has_its_place_in_the_architecture() =>
        Findings.AssertNone(
            "No list says what this project may know:",
            Project.Below("src").Select(project => project.Name).Where(name => !MayKnow.ContainsKey(name)));

    [Fact]
    public void The_engine_and_its_stores_do_not_know_the_web_framework() =>
        Findings.AssertNone(
            "ASP.NET Core below the transport:",
            from project in Project.Below("src")
            where WithoutAspNet.Contains(project.Name)
            where project.Frameworks.Any() || project.Sdk != "Microsoft.NET.Sdk"
            select project.Path);

    [Fact]
    public void The_wire_format_needs_no_package() =>
        Findings.AssertNone(
            "A package in Pmq.Protocol:",
            Project.Below("src").Where(project => project.Name == "Pmq.Protocol")
                .SelectMany(project => project.Packages));
}
