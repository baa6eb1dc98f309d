// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;
using ChatSecure.Branding.Json;

namespace ChatSecure.Branding.Layers;

/// <summary>The keys that this package has renamed since its last major version: what a brand says under the old key is carried to the new one, with a
/// warning, until the next.</summary>
/// <param name="Texts">The ids of texts.</param>
/// <param name="Assets">The ids of pictures.</param>
/// <param name="Settings">The keys of settings.</param>
internal sealed record Renames(
    IReadOnlyDictionary<string, Rename> Texts,
    IReadOnlyDictionary<string, Rename> Assets,
    IReadOnlyDictionary<string, Rename> Settings
)
{
    public const string FileName = "renames.json";

    private static readonly Lazy<Renames> _current = new(() => Read(new EmbeddedFiles(typeof(Renames).Assembly, string.Empty)));

    /// <summary>Those of this version.</summary>
    public static Renames Current => _current.Value;

    /// <summary>Reads the list.</summary>
    /// <exception cref="BrandException">It is malformed: a defect of the package.</exception>
    public static Renames Read(IBrandFiles files)
    {
        var errors = new BrandErrors();
        var bytes = files.Read(FileName, int.MaxValue, errors);
        var root = bytes is null ? null : JsonFile.ReadObject(FileName, bytes, errors);
        errors.ThrowIfAny();
        return new(Group("texts"), Group("assets"), Group("settings"));

        Dictionary<string, Rename> Group(string name) =>
            root!
                .Members.Single(member => member.Name == name)
                .Value.Members.ToDictionary(member => member.Name, member => new Rename(Member(member, "to"), Member(member, "since")));

        static string Member(JsonMember rename, string name) => rename.Value.Members.Single(member => member.Name == name).Value.Text;
    }

    /// <summary>Moves what stands under old keys to the new ones.</summary>
    /// <param name="renames">The renames of this kind of keys.</param>
    /// <param name="values">What a brand says, by key.</param>
    /// <param name="at">Where it says it.</param>
    /// <param name="errors">Where a warning for each goes, or a mistake if the new key has a value too.</param>
    public static void Carry<T>(
        IReadOnlyDictionary<string, Rename> renames,
        Dictionary<string, T> values,
        Func<T, SourcePosition> at,
        BrandErrors errors
    )
    {
        foreach (var (old, rename) in renames)
        {
            if (values.Remove(old, out var value))
            {
                Report(old, rename, at(value), isTwice: !values.TryAdd(rename.To, value), errors);
            }
        }
    }

    /// <summary>Says that a brand uses an old key.</summary>
    public static void Report(string old, Rename rename, SourcePosition at, bool isTwice, BrandErrors errors)
    {
        if (isTwice)
        {
            errors.Add(
                "CSB014",
                at,
                $"'{old}' is called '{rename.To}' since version {rename.Since}, and the brand says both: keep '{rename.To}'."
            );
        }
        else
        {
            errors.Warn(
                "CSB013",
                at,
                $"'{old}' is called '{rename.To}' since version {rename.Since}: rename it here too; from the next major version on it is a mistake."
            );
        }
    }
}
