// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Reflection;

namespace ChatSecure.Branding.Files;

/// <summary>A brand's files as resources of an assembly.</summary>
/// <param name="assembly">The assembly.</param>
/// <param name="prefix">What the names of its resources begin with; the rest is the path.</param>
internal sealed class EmbeddedFiles(Assembly assembly, string prefix) : IBrandFiles
{
    /// <summary>The neutral default's files, in this assembly.</summary>
    public static EmbeddedFiles Neutral { get; } = new(typeof(EmbeddedFiles).Assembly, "Default/");

    /// <summary>The brands that an app's brand builds on.</summary>
    public static IReadOnlyCollection<(IBrandFiles Files, string Place)> Parents(Assembly assembly)
    {
        const string Root = "ChatSecureBrandParents/";
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Root, StringComparison.Ordinal) && name.IndexOf('/', Root.Length) > 0)
                .Select(name => name[..(name.IndexOf('/', Root.Length) + 1)])
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(folder => ((IBrandFiles)new EmbeddedFiles(assembly, folder), folder)),
        ];
    }

    public IReadOnlyList<string> List(BrandErrors errors) =>
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => name[prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];

    public byte[]? Read(string path, int maxBytes, BrandErrors errors)
    {
        using var stream = assembly.GetManifestResourceStream(prefix + path);
        if (stream is null)
        {
            errors.Add("CSB000", new(path), "The file is not in the assembly.");
            return null;
        }

        if (stream.Length > maxBytes)
        {
            var limit = (maxBytes / 1024).ToString(CultureInfo.InvariantCulture);
            errors.Add("CSB031", new(path), $"The file is larger than {limit} KiB.");
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
