// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.BrandTool.Upgrade;

/// <summary>What changes for brands from one version to another, as Markdown for the request that proposes the upgrade.</summary>
internal sealed class UpgradeReport
{
    private readonly List<(string Title, List<string> Lines, bool IsAction)> _sections = [];

    /// <summary>Compares two versions.</summary>
    /// <param name="from">The version that is used now.</param>
    /// <param name="to">The version to go to.</param>
    /// <param name="brand">What the brand says itself.</param>
    public UpgradeReport(PackageCatalog from, PackageCatalog to, Overrides brand)
    {
        Heading = $"# {from.Name} → {to.Name}";
        Add(
            "To do: the brand says what is gone (the build would stop)",
            isAction: true,
            [
                .. Gone(from.Texts.Keys, to.Texts.Keys, to).Where(brand.Texts.Contains).Select(id => $"text `{id}`"),
                .. Gone(from.Assets.Keys, to.Assets.Keys, to).Where(brand.Assets.Contains).Select(id => $"picture `{id}`"),
                .. Gone(from.Settings.Keys, to.Settings.Keys, to).Where(brand.Sets).Select(key => $"setting `{key}`"),
            ]
        );
        Add(
            "To do: renamed (carried forward until the next major version)",
            isAction: true,
            to.Renames.Where(rename => brand.Texts.Contains(rename.Key) || brand.Assets.Contains(rename.Key) || brand.Sets(rename.Key))
                .Select(rename => $"`{rename.Key}` is `{rename.Value}`")
        );
        var changed = from.Texts.Where(text => to.Texts.TryGetValue(text.Key, out var now) && now != text.Value).ToArray();
        Add(
            "To do: the English under a text of yours has changed; does yours still say the same?",
            isAction: true,
            changed.Where(text => brand.Texts.Contains(text.Key)).Select(text => Changed(text.Key, text.Value, to.Texts[text.Key]))
        );
        Add(
            "New texts, in the neutral brand's words until you say them in yours",
            New(from.Texts.Keys, to.Texts.Keys, to).Select(id => $"`{id}`: {to.Texts[id]}")
        );
        Add(
            "New settings, with what holds until you decide",
            New(from.Settings.Keys, to.Settings.Keys, to).Select(key => $"`{key}`: {to.Settings[key] ?? "nothing"}")
        );
        Add(
            "Other defaults",
            from.Settings.Where(setting =>
                    !brand.Sets(setting.Key) && to.Settings.TryGetValue(setting.Key, out var now) && now != setting.Value
                )
                .Select(setting => $"`{setting.Key}`: {setting.Value ?? "nothing"} → {to.Settings[setting.Key] ?? "nothing"}")
        );
        Add("New pictures", New(from.Assets.Keys, to.Assets.Keys, to).Select(id => $"`{id}`"));
        Add(
            "Other English",
            changed.Where(text => !brand.Texts.Contains(text.Key)).Select(text => Changed(text.Key, text.Value, to.Texts[text.Key]))
        );
        Add(
            "Other pictures",
            from.Assets.Where(asset =>
                    !brand.Assets.Contains(asset.Key) && to.Assets.TryGetValue(asset.Key, out var now) && now != asset.Value
                )
                .Select(asset => $"`{asset.Key}`")
        );
    }

    public string Heading { get; }

    /// <summary>Whether the brand's maker has to do something.</summary>
    public bool NeedsAction => _sections.Exists(section => section.IsAction);

    public override string ToString() =>
        _sections.Count == 0
            ? $"{Heading}\n\nNothing changes for this brand. Needs brand action: none\n"
            : $"{Heading}\n\nNeeds brand action: {(NeedsAction ? "yes" : "none")}\n{string.Concat(_sections.Select(Section))}";

    private static string Section((string Title, List<string> Lines, bool IsAction) section) =>
        $"\n## {section.Title}\n{string.Concat(section.Lines.Select(line => $"- {line.ReplaceLineEndings(" ")}\n"))}";

    private static string Changed(string id, string before, string now) => $"`{id}`: {before} → {now}";

    private static IEnumerable<string> Gone(IEnumerable<string> before, IEnumerable<string> now, PackageCatalog to) =>
        before.Except(now).Where(key => !to.Renames.ContainsKey(key)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> New(IEnumerable<string> before, IEnumerable<string> now, PackageCatalog to) =>
        now.Except(before).Where(key => !to.Renames.Values.Contains(key)).Order(StringComparer.Ordinal);

    private void Add(string title, IEnumerable<string> lines) => Add(title, isAction: false, lines);

    private void Add(string title, bool isAction, IEnumerable<string> lines)
    {
        List<string> all = [.. lines];
        if (all.Count > 0)
        {
            _sections.Add((title, all, isAction));
        }
    }
}
