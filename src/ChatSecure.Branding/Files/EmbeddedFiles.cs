// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Files;

/// <summary>The neutral default's files, in this assembly.</summary>
internal sealed class EmbeddedFiles : IBrandFiles
{
    private const string Prefix = "Default/";

    public IReadOnlyList<string> List(BrandErrors errors) =>
        [
            .. typeof(EmbeddedFiles)
                .Assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Select(name => name[Prefix.Length..])
                .Order(StringComparer.Ordinal),
        ];

    public byte[]? Read(string path, int maxBytes, BrandErrors errors)
    {
        using var stream = typeof(EmbeddedFiles).Assembly.GetManifestResourceStream(Prefix + path)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
