// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Files;

namespace ChatSecure.Fuzz.Branding;

/// <summary>A brand's files without a folder.</summary>
/// <param name="files">The files by path.</param>
internal sealed class GivenFiles(IReadOnlyDictionary<string, byte[]> files) : IBrandFiles
{
    public IReadOnlyList<string> List(BrandErrors errors) => [.. files.Keys.Order(StringComparer.Ordinal)];

    public byte[]? Read(string path, int maxBytes, BrandErrors errors)
    {
        if (files[path].Length <= maxBytes)
        {
            return files[path];
        }

        errors.Add("CSB031", new(path), "The file is too large.");
        return null;
    }
}
