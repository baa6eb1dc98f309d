// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using ChatSecure.Branding.Manifest;

namespace ChatSecure.Branding.Tokens;

/// <summary>Writes a brand's tokens as a XAML resource dictionary.</summary>
internal sealed class XamlWriter(BrandTokens tokens, XamlDialect dialect, BrandTheme theme)
{
    private readonly StringBuilder _xaml = new();

    public string Write()
    {
        var root = dialect switch
        {
            XamlDialect.Maui => "http://schemas.microsoft.com/dotnet/2021/maui",
            XamlDialect.Avalonia => "https://github.com/avaloniaui",
            _ => "http://schemas.microsoft.com/winfx/2006/xaml/presentation",
        };
        var language =
            dialect == XamlDialect.Maui ? "http://schemas.microsoft.com/winfx/2009/xaml" : "http://schemas.microsoft.com/winfx/2006/xaml";
        _xaml.Append("<ResourceDictionary xmlns=\"").Append(root).Append("\" xmlns:x=\"").Append(language).Append('"');
        _xaml.Append(dialect == XamlDialect.Wpf ? " xmlns:sys=\"clr-namespace:System;assembly=System.Runtime\">\n" : ">\n");
        foreach (var key in Settings.All.Keys.Where(key => key.StartsWith("color.", StringComparison.Ordinal)))
        {
            Color(Pascal(key), tokens.Colors.For(theme).Find(key));
        }

        foreach (var id in tokens.Ids)
        {
            if (tokens.IsColor(id))
            {
                Color(Pascal(id), tokens.Color(id, theme));
            }
            else if (id.StartsWith("font.", StringComparison.Ordinal))
            {
                Element(dialect is XamlDialect.Maui ? "x:String" : "FontFamily", Pascal(id), tokens.Font(id).Family);
            }
            else
            {
                var number = tokens.Number(id).ToString(CultureInfo.InvariantCulture);
                Element(dialect == XamlDialect.Wpf ? "sys:Double" : "x:Double", Pascal(id), number);
            }
        }

        return _xaml.Append("</ResourceDictionary>\n").ToString();
    }

    // color.onPrimary is CsColorOnPrimary.
    private static string Pascal(string id) =>
        "Cs" + string.Concat(id.Split('.', '-').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private void Color(string key, BrandColor color)
    {
        Element("Color", key, color.ToString());
        _xaml.Append("  <SolidColorBrush x:Key=\"").Append(key).Append("Brush\" Color=\"").Append(color).Append("\" />\n");
    }

    // Names are letters and digits, values numbers, colours and families (letters, digits, dashes, spaces): nothing needs escaping.
    private void Element(string name, string key, string value) =>
        _xaml
            .Append("  <")
            .Append(name)
            .Append(" x:Key=\"")
            .Append(key)
            .Append("\">")
            .Append(value)
            .Append("</")
            .Append(name)
            .Append(">\n");
}
