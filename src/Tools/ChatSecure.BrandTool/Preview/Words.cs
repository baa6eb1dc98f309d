// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;

namespace ChatSecure.BrandTool.Preview;

/// <summary>A brand's texts, filled in with examples.</summary>
/// <param name="brand">The brand, in the language to show.</param>
internal sealed class Words(Brand brand)
{
    private static readonly Dictionary<string, CatalogText> _texts = BrandCatalog.Texts.ToDictionary(
        text => text.Id,
        StringComparer.Ordinal
    );

    public Brand Brand => brand;

    /// <summary>A text with the arguments given, and examples for the others.</summary>
    public string this[string id, params (string Name, object? Value)[] arguments]
    {
        get
        {
            var values = _texts[id].Arguments.ToDictionary(argument => argument.Name, Example, StringComparer.Ordinal);
            foreach (var (name, value) in arguments)
            {
                values[name] = value;
            }

            return brand.Text(id, values);
        }
    }

    /// <summary>Which layer says a text.</summary>
    public string Layer(string id) => brand.Explain("text:" + id).Layer;

    private static object? Example(CatalogArgument argument) =>
        argument.Kind switch
        {
            CatalogArgumentKind.Number => 3,
            CatalogArgumentKind.YesNo => true,
            CatalogArgumentKind.Word => "other",
            _ => argument.Name switch
            {
                "name" or "contact" or "owner" or "peer" or "title" => "Amina",
                "address" or "account" => "amina@example.org",
                "servers" or "server" => "example.org",
                "fingerprint" => "3b1f368f 95ae9f31 9848ec3c c00bec5b",
                "time" => "12:34",
                "version" => "1.2.3",
                "words" => "tea",
                "text" or "body" or "preview" or "question" => "See you at five",
                _ => argument.Name,
            },
        };
}
