// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Json;

namespace ChatSecure.Branding;

/// <summary>The files by which platforms know that links belong to an app. The same brand gives the same text.</summary>
public static class AssociationFiles
{
    /// <summary>Digital Asset Links for Android: <c>https://HOST/.well-known/assetlinks.json</c>.</summary>
    /// <param name="brand">The brand.</param>
    /// <returns>The file; null if the brand has no host for invitations or no Android certificates.</returns>
    public static string? AssetLinks(Brand brand)
    {
        ArgumentNullException.ThrowIfNull(brand);
        if (brand.Links is not { InviteHost: not null, AndroidCertificates.Count: > 0 } links)
        {
            return null;
        }

        return Json(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            WriteList(json, "relation", ["delegate_permission/common.handle_all_urls"]);
            json.WriteStartObject("target");
            json.WriteString("namespace", "android_app");
            json.WriteString("package_name", brand.Identity.AppId);
            WriteList(json, "sha256_cert_fingerprints", links.AndroidCertificates);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        });
    }

    /// <summary>The association file for Apple's systems: <c>https://HOST/.well-known/apple-app-site-association</c>.</summary>
    /// <param name="brand">The brand.</param>
    /// <returns>The file; null if the brand has no host for invitations or no team.</returns>
    public static string? AppleAppSiteAssociation(Brand brand)
    {
        ArgumentNullException.ThrowIfNull(brand);
        if (brand.Links is not { InviteHost: not null, AppleTeam: { } team })
        {
            return null;
        }

        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("applinks");
            json.WriteStartArray("details");
            json.WriteStartObject();
            WriteList(json, "appIDs", [$"{team}.{brand.Identity.AppId}"]);
            json.WriteStartArray("components");
            json.WriteStartObject();
            json.WriteString("/", "/*");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    /// <summary>A desktop entry for freedesktop.org's systems: <c>APPID.desktop</c>.</summary>
    /// <param name="brand">The brand.</param>
    /// <param name="command">The absolute path of the program.</param>
    /// <returns>The file: it starts the app, and opens <c>xmpp:</c> links and the brand's own.</returns>
    /// <exception cref="ArgumentException">The path is not absolute, or has a character that such a file can't say.</exception>
    public static string DesktopEntry(Brand brand, string command)
    {
        ArgumentNullException.ThrowIfNull(brand);
        ArgumentNullException.ThrowIfNull(command);
        if (command is not ['/', ..] || command.Any(c => char.IsControl(c) || "\"'\\$`%".Contains(c, StringComparison.Ordinal)))
        {
            throw new ArgumentException(
                "The program's path is absolute, without quotes, backslashes, dollars, backticks or percents.",
                nameof(command)
            );
        }

        string?[] schemes = ["xmpp", brand.Links.Scheme];
        var handlers = string.Concat(schemes.OfType<string>().Select(scheme => $"x-scheme-handler/{scheme};"));
        return $"""
            [Desktop Entry]
            Type=Application
            Version=1.5
            Name={brand.Name.Replace("\\", "\\\\", StringComparison.Ordinal)}
            Exec="{command}" %u
            Icon={brand.Identity.AppId}
            Terminal=false
            Categories=Network;InstantMessaging;
            MimeType={handlers}
            StartupWMClass={brand.Identity.AppId}

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The manifest of a web app, <c>manifest.webmanifest</c>: what browsers call it when a person installs it.</summary>
    /// <param name="brand">The brand, in the person's language.</param>
    /// <returns>The file. Its icons are those that <c>chatsecure-brand icons</c> draws, beside it.</returns>
    public static string WebManifest(Brand brand)
    {
        ArgumentNullException.ThrowIfNull(brand);
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", "/");
            json.WriteString("name", brand.Name);
            json.WriteString("short_name", brand.ShortName);
            json.WriteString("lang", brand.Culture.Name);
            json.WriteString("dir", brand.IsRightToLeft ? "rtl" : "ltr");
            json.WriteString("start_url", "/");
            json.WriteString("display", "standalone");
            json.WriteString("background_color", brand.Colors.Light.Background.ToString());
            json.WriteString("theme_color", brand.Colors.Light.Primary.ToString());
            json.WriteStartArray("icons");
            foreach (var (name, purpose) in (ReadOnlySpan<(string, string)>)[("icon", "any"), ("maskable", "maskable")])
            {
                foreach (var side in (ReadOnlySpan<string>)["192", "512"])
                {
                    json.WriteStartObject();
                    json.WriteString("src", $"{name}-{side}.png");
                    json.WriteString("sizes", $"{side}x{side}");
                    json.WriteString("type", "image/png");
                    json.WriteString("purpose", purpose);
                    json.WriteEndObject();
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
