// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Tests;

/// <summary>A brand that is a manifest and nothing else, for one test.</summary>
internal sealed class TempBrand : IDisposable
{
    public TempBrand(string manifest) => File.WriteAllText(System.IO.Path.Combine(Path, "brand.json"), manifest);

    /// <summary>One that writes to verified devices only.</summary>
    public static TempBrand VerifiedOnly() =>
        new("""{ "schemaVersion": 1, "id": "strict", "name": "Strict", "policy": { "trust": "verifiedOnly" } }""");

    public string Path { get; } = Directory.CreateTempSubdirectory("chatsecure-brand-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
