using Orchestrator.Model;

namespace Orchestrator.Providers.Catalogue;

/// <summary>The models by name, from <c>catalog/*.yaml</c>.</summary>
public sealed class ModelCatalogue
{
    private readonly IReadOnlyDictionary<string, ModelRow> rows;

    /// <summary>A catalogue of the given rows.</summary>
    public ModelCatalogue(IEnumerable<ModelRow> rows) =>
        this.rows = rows.ToDictionary(row => row.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>All rows, by name.</summary>
    public IEnumerable<ModelRow> Rows => rows.Values.OrderBy(row => row.Name, StringComparer.Ordinal);

    /// <summary>Reads every file of a folder.</summary>
    /// <exception cref="CatalogueException">A file is missing or wrong; the message names every problem.</exception>
    public static ModelCatalogue Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new CatalogueException($"The model catalogue {folder} is missing: restore the installation.");
        List<ModelRow> rows = [];
        List<string> problems = [];
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            try
            {
                rows.Add(ModelRowReader.Read(path));
            }
            catch (CatalogueException problem)
            {
                problems.Add(problem.Message);
            }
        }

        problems.AddRange(rows.SelectMany(row => row.Successors.Where(name => rows.TrueForAll(other => other.Name != name)).Select(name => $"{Path.Combine(folder, row.Name)}.yaml: lifecycle.successors: there is no {name}")));
        problems.AddRange(rows.Where(row => row.Extension is { } extension && !rows.Exists(other => other.Name == extension.With && other.Edits && other.Provider == row.Provider))
            .Select(row => $"{Path.Combine(folder, row.Name)}.yaml: extension.with: {row.Extension!.With} is no model of {row.Provider} that edits"));
        return problems.Count == 0 ? new(rows) : throw new CatalogueException(string.Join('\n', problems));
    }

    /// <summary>The catalogue that was built with the product.</summary>
    public static ModelCatalogue ReadInstalled() => Read(Installed);

    /// <summary>Where the catalogue is that was built with the product.</summary>
    public static string Installed => Path.Combine(AppContext.BaseDirectory, "catalog");

    /// <summary>Video models that are offered on a day.</summary>
    public IEnumerable<ModelRow> Video(DateOnly day) => Rows.Where(row => row.Kind == ModelKind.Video && !IsRetired(row, day));

    /// <summary>
    /// The image model that draws storyboards: of those with an account one that is not kept in reserve, then the one whose pictures are
    /// expected to pass most often.
    /// </summary>
    /// <exception cref="CatalogueException">No account draws pictures.</exception>
    public ModelRow Image(DateOnly day, OpenAccounts accounts) =>
        Rows.Where(row => row.Kind == ModelKind.Image && !row.Edits && !IsRetired(row, day) && accounts.Has(row.Provider)).OrderBy(row => row.Reserve).ThenByDescending(row => row.Chance).FirstOrDefault()
        ?? throw new CatalogueException($"No account draws storyboards; one of these would: {string.Join(", ", Rows.Where(row => row.Kind == ModelKind.Image && !IsRetired(row, day)).Select(row => row.Provider).Distinct())}.");

    /// <summary>A language model that is offered on a day.</summary>
    /// <exception cref="CatalogueException">The name is of no language model, or of one that is retired.</exception>
    public ModelRow Text(string name, DateOnly day) => Find(name) is { Kind: ModelKind.Text } row && !IsRetired(row, day)
        ? row
        : throw new CatalogueException($"{name} writes no answers any more, or never did; {string.Join(" and ", Rows.Where(row => row.Kind == ModelKind.Text && !IsRetired(row, day)).Select(row => row.Name))} do.");

    /// <summary>The row of a name.</summary>
    /// <exception cref="CatalogueException">There is none.</exception>
    public ModelRow Find(string name) => rows.TryGetValue(name, out var row)
        ? row
        : throw new CatalogueException($"There is no model {name} in the catalogue; it has {string.Join(", ", Rows.Select(known => known.Name))}.");

    /// <summary>The row of a name, or null.</summary>
    public ModelRow? FindOrNull(string name) => rows.GetValueOrDefault(name);

    /// <summary>Why a brief may not name a model on a day; null when it may.</summary>
    public string? WhyNot(string name, DateOnly day)
    {
        if (!rows.TryGetValue(name, out var row))
            return $"unknown model {name}; the catalogue has {string.Join(", ", Video(day).Select(known => known.Name))}";
        if (row.Kind != ModelKind.Video)
            return $"{name} makes {(row.Kind == ModelKind.Text ? "texts" : "pictures")}, not video";
        return IsRetired(row, day) ? $"{row.Title} was retired on {row.Retired:yyyy-MM-dd}; use {string.Join(" or ", row.Successors)}, or let --migrate choose" : null;
    }

    /// <summary>The first model that is still offered in the place of a retired one; null when the name is not of a retired model, or nothing takes its place.</summary>
    public ModelRow? SuccessorOf(string name, DateOnly day) => rows.TryGetValue(name, out var row) && IsRetired(row, day)
        ? row.Successors.Select(successor => rows.GetValueOrDefault(successor)).FirstOrDefault(successor => successor is not null && !IsRetired(successor, day))
        : null;

    private static bool IsRetired(ModelRow row, DateOnly day) => row.Retired is { } retired && retired <= day;
}
