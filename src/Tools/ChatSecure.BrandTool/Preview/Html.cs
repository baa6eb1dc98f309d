// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using System.Text.Encodings.Web;

namespace ChatSecure.BrandTool.Preview;

/// <summary>Writes HTML in which nothing of a brand can be more than text.</summary>
internal sealed class Html
{
    private readonly StringBuilder _code = new();

    /// <summary>An element around others.</summary>
    public Html In(string tag, string attributes, Action<Html> content)
    {
        Open(tag, attributes);
        content(this);
        _code.Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>An element with text.</summary>
    public Html Text(string tag, string className, string text)
    {
        Open(tag, className.Length == 0 ? string.Empty : $"class=\"{className}\"");
        _code.Append(Encode(text)).Append("</").Append(tag).Append(">\n");
        return this;
    }

    /// <summary>An element without content.</summary>
    public Html Empty(string tag, string attributes)
    {
        Open(tag, attributes);
        _code.Append('\n');
        return this;
    }

    public override string ToString() => _code.ToString();

    public static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private void Open(string tag, string attributes)
    {
        _code.Append('<').Append(tag);
        if (attributes.Length > 0)
        {
            _code.Append(' ').Append(attributes);
        }

        _code.Append('>');
    }
}
