// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Files;

/// <summary>The files of a UI kit, which has no manifest: a brand's reader finds an empty one.</summary>
internal sealed class KitFiles(IBrandFiles files) : IBrandFiles
{
    public IReadOnlyList<string> List(BrandErrors errors) => files.List(errors);

    public byte[]? Read(string path, int maxBytes, BrandErrors errors) =>
        path == ManifestReader.FileName
            ? """{ "schemaVersion": 1, "id": "kit", "name": "Kit" }"""u8.ToArray()
            : files.Read(path, maxBytes, errors);
}
