// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using ChatSecure.Branding;
using ChatSecure.Branding.Assets;
using ChatSecure.Branding.Files;
using ChatSecure.Branding.Inspection;
using ChatSecure.Branding.Layers;
using ChatSecure.Branding.Strings;
using ChatSecure.Encryption;

namespace ChatSecure.Fuzz.Branding;

/// <summary>Brands come from anybody: each file is read, or refused with errors at places, and what was read holds to the rules.</summary>
internal static class BrandTargets
{
    private const int MaxErrors = 200;

    private static readonly byte[] _manifest = """{ "schemaVersion": 1, "id": "acme", "name": "Acme" }"""u8.ToArray();
    private static readonly byte[] _logo = "<svg/>"u8.ToArray();

    // The demands of a brand below: whatever stands above it can't lower them.
    private static readonly byte[] _parent =
        """
        {
          "schemaVersion": 1, "id": "house", "name": "House", "policy": { "trust": "manual", "requireEncryption": true, "allowOtr": false },
          "features": { "logs": { "value": false, "level": "locked" } }
        }
        """u8.ToArray();

    /// <summary>A manifest, alone and upon a strict one.</summary>
    public static void Manifest(ReadOnlySpan<byte> input)
    {
        if (Load(("brand.json", input.ToArray())) is { } brand)
        {
            Finding.Unless(
                brand.Id.Length is >= 3 and <= 32 && brand.Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'),
                "An id that is no name of a folder."
            );
            Finding.Unless(brand.Name.Length > 0 && !brand.Name.Any(char.IsControl), "A name that is none.");
            Finding.Unless(brand.Push?.Api is null or { Scheme: "https" }, "A service that is not secure.");
            Finding.Unless(brand.Defaults.Servers.All(server => server.Pins.Count != 1), "A pin without another.");
            foreach (var json in (string?[])[AssociationFiles.AssetLinks(brand), AssociationFiles.AppleAppSiteAssociation(brand)])
            {
                using var document = JsonDocument.Parse(json ?? "{}");
            }

            Finding.Unless(
                AssociationFiles
                    .DesktopEntry(brand, "/opt/app")
                    .Split('\n')
                    .Count(line => line.StartsWith("Exec", StringComparison.Ordinal)) == 1,
                "A command that nobody gave."
            );
            foreach (var setting in BrandCatalog.Settings.Where(setting => setting.Default is not null))
            {
                brand.Explain(setting.Key);
            }
        }

        var upon = Encoding
            .UTF8.GetString(input)
            .Replace("\"schemaVersion\"", "\"extends\": \"house\", \"schemaVersion\"", StringComparison.Ordinal);
        if (
            Load([("brand.json", Encoding.UTF8.GetBytes(upon))], [("brand.json", _parent)]) is { } child
            && child.Explain("policy.trust").Layers.Count == 3
        )
        {
            Finding.Unless(child.Policy == new BrandPolicy(TrustPolicy.Manual, true, false), "A policy that was lowered.");
            Finding.Unless(!child.Features[BrandFeature.Logs].IsOn, "A switch that was unlocked.");
        }
    }

    /// <summary>Texts, in English and in a language with six plural forms.</summary>
    public static void Texts(ReadOnlySpan<byte> input)
    {
        var bytes = input.ToArray();
        foreach (var language in (string[])["en", "ar"])
        {
            if (Load(("brand.json", _manifest), ($"strings.{language}.json", bytes)) is not { } brand)
            {
                continue;
            }

            var spoken = brand.WithCulture(CultureInfo.GetCultureInfo(language));
            foreach (var text in BrandCatalog.Texts.Where(text => spoken.Explain("text:" + text.Id).Layer != "neutral"))
            {
                var said = spoken.Text(text.Id, text.Arguments.ToDictionary(argument => argument.Name, Example));
                Finding.Unless(!said.Any(c => char.IsControl(c) && c != '\n'), "A text with a control character.");
            }
        }
    }

    /// <summary>Tokens: what is written for screens is well formed whatever they say.</summary>
    public static void Tokens(ReadOnlySpan<byte> input)
    {
        if (Load(("brand.json", _manifest), ("tokens.json", input.ToArray())) is not { } brand)
        {
            return;
        }

        var css = brand.Tokens.ToCss();
        Finding.Unless(
            css.Count(c => c == '{') == css.Count(c => c == '}')
                && !css.Contains("url(", StringComparison.Ordinal)
                && !css.Contains('<', StringComparison.Ordinal),
            "A style sheet that says more than colours and sizes."
        );
        foreach (var theme in Enum.GetValues<BrandTheme>())
        {
            using var xaml = XmlReader.Create(new StringReader(brand.Tokens.ToXaml(XamlDialect.Wpf, theme)));
            while (xaml.Read()) { }

            var scheme = brand.Colors.For(theme);
            Finding.Unless(scheme.Text.ContrastWith(scheme.Background) >= 4.5, "A text that can't be read.");
        }
    }

    /// <summary>A message: what follows the syntax can be said.</summary>
    public static void Message(ReadOnlySpan<byte> input)
    {
        try
        {
            var template = MessageTemplate.Parse(Encoding.UTF8.GetString(input));
            var arguments = template.Names.ToDictionary(
                name => name,
                name => template.Plurals.Exists(plural => plural.Name == name) ? (object?)3 : "x",
                StringComparer.Ordinal
            );
            foreach (var culture in (string[])["en", "ar", "qps-ploc"])
            {
                template.Format(arguments, CultureInfo.GetCultureInfo(culture));
            }
        }
        catch (MessageSyntaxException)
        {
            // Refused.
        }
    }

    /// <summary>A picture: a drawing that is accepted has nothing in it that runs or calls home.</summary>
    public static void Picture(ReadOnlySpan<byte> input)
    {
        var size = PictureSize.Of(input);
        Finding.Unless(size is null or { Width: >= 0, Height: >= 0 }, "A size below nothing.");
        if (SvgCheck.Refusal(input) is not null)
        {
            return;
        }

        using var reader = XmlReader.Create(
            new MemoryStream(input.ToArray()),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit }
        );
        while (reader.Read())
        {
            Finding.Unless(reader.LocalName is not ("script" or "foreignObject" or "iframe" or "image"), "An element that does something.");
            for (var more = reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            {
                Finding.Unless(!reader.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase), "An attribute that does something.");
                Finding.Unless(reader.LocalName != "href" || reader.Value.StartsWith('#'), "A link out of the drawing.");
            }
        }
    }

    private static object? Example(CatalogArgument argument) =>
        argument.Kind switch
        {
            CatalogArgumentKind.Number => 3,
            CatalogArgumentKind.YesNo => true,
            _ => "x",
        };

    private static Brand? Load(params (string Path, byte[] Bytes)[] files) => Load(files, null);

    private static Brand? Load((string Path, byte[] Bytes)[] files, (string Path, byte[] Bytes)[]? parent)
    {
        var errors = new BrandErrors();
        var layers = BrandChain.Read(Files(files), parent is null ? [] : [(Files(parent), "house")], errors);
        var composition = new BrandComposition([.. layers, BrandLayer.Neutral]);
        composition.Check(errors);
        Finding.Unless(errors.All.Count <= MaxErrors, "A report without an end.");
        Finding.Unless(
            errors.All.All(error => error.Code is ['C', 'S', 'B', _, _, _] && error.File.Length > 0),
            "A mistake without a place."
        );
        return errors.All.Count == 0 ? new(composition, null) : null;
    }

    private static GivenFiles Files((string Path, byte[] Bytes)[] files) =>
        new(files.Append(("assets/logo.svg", _logo)).ToDictionary(file => file.Item1, file => file.Item2, StringComparer.Ordinal));
}
