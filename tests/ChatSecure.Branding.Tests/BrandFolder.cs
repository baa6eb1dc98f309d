// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;

namespace ChatSecure.Branding.Tests;

/// <summary>A brand's folder for one test: deleted at its end.</summary>
internal sealed class BrandFolder : IDisposable
{
    public const string Manifest = """{ "schemaVersion": 1, "id": "acme", "name": "Acme Talk" }""";

    public BrandFolder(string? manifest = Manifest)
    {
        Path = Directory.CreateTempSubdirectory("brand-").FullName;
        if (manifest is not null)
        {
            Write("brand.json", manifest);
        }
    }

    public string Path { get; }

    public BrandFolder Write(string file, string text) => Write(file, Encoding.UTF8.GetBytes(text));

    public BrandFolder Write(string file, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public Brand Load(string? culture = null) =>
        Brand.Load(Path, culture is null ? null : System.Globalization.CultureInfo.GetCultureInfo(culture));

    /// <summary>Loads and demands a refusal.</summary>
    public IReadOnlyList<BrandError> Refusal() => Assert.Throws<BrandException>(() => Load()).Errors;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
