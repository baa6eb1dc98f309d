// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Reflection;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Layers;

namespace ChatSecure.Branding;

/// <summary>What a brand is put together from.</summary>
public sealed record BrandParts
{
    /// <summary>The brand's folder.</summary>
    public required string Folder { get; init; }

    /// <summary>The folders of the brands that it builds on, in any order: what each says in <c>extends</c> brings them into theirs. Eight at most, and none
    /// that nothing builds on.</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>The assembly of a UI kit that has texts, pictures and tokens of its own, for brands to override like the default's: resources named
    /// <c>ChatSecureKit/PATH</c> (<c>strings.en.json</c> …). Null for none.</summary>
    public Assembly? Kit { get; init; }

    /// <summary>The person's language; null for the brand's own.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>Reads them: the layers, the strongest first.</summary>
    internal IReadOnlyList<BrandLayer> Read(BrandErrors errors)
    {
        var brands = BrandChain.Read(
            new FolderFiles(Folder),
            [.. Parents.Select(parent => ((IBrandFiles)new FolderFiles(parent), parent))],
            errors
        );
        return Kit is null
            ? [.. brands, BrandLayer.Neutral]
            : [.. brands, BrandLayer.ReadKit(new EmbeddedFiles(Kit, "ChatSecureKit/"), errors), BrandLayer.Neutral];
    }
}
