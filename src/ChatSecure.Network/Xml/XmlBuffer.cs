// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ChatSecure.Errors;

namespace ChatSecure.Network.Xml;

/// <summary>Where the writer collects bytes until all of an element is known to be writable. Escapes, and refuses what XML can't express.</summary>
internal sealed class XmlBuffer : IDisposable
{
    private static readonly SearchValues<char> TextSpecials = SearchValues.Create(Controls + "&<>\r");
    private static readonly SearchValues<char> AttributeSpecials = SearchValues.Create(Controls + "&<>\"'\t\n\r");

    private const string Controls =
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public static ChatSecureException Refuse(string message) => new(ErrorKind.InvalidInput, message);

    public void Append(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Reserve(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>Appends a name without colon.</summary>
    public void AppendName(string name)
    {
        var start = _length;
        Transcode(name);
        var utf8 = Written[start..];
        if (utf8.IsEmpty || XmlChars.NameLength(utf8) != utf8.Length)
        {
            throw Refuse("An element or attribute has a name that XML does not allow.");
        }
    }

    public void AppendText(ReadOnlySpan<char> text) => Escape(text, TextSpecials);

    /// <summary>Appends an attribute whose name is known to be good.</summary>
    public void AppendAttribute(ReadOnlySpan<byte> name, string value)
    {
        Append(" "u8);
        Append(name);
        AppendValue(value);
    }

    /// <summary>Appends an attribute of an element.</summary>
    public void AppendAttribute(string name, string value)
    {
        if (name == "xml:lang")
        {
            AppendAttribute("xml:lang"u8, value);
            return;
        }

        if (name == XmppElement.About)
        {
            AppendAttribute("xmlns:rdf"u8, XmppElement.RdfNamespace);
            AppendAttribute("rdf:about"u8, value);
            return;
        }

        Append(" "u8);
        AppendName(name != "xmlns" ? name : throw Refuse("A namespace is declared by an element's namespace, not by an attribute."));
        AppendValue(value);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }

    private void AppendValue(string value)
    {
        Append("='"u8);
        Escape(value, AttributeSpecials);
        Append("'"u8);
    }

    private void Escape(ReadOnlySpan<char> text, SearchValues<char> specials)
    {
        if (text.IndexOfAny('\uFFFE', '\uFFFF') >= 0)
        {
            throw IllegalCharacter();
        }

        while (true)
        {
            var special = text.IndexOfAny(specials);
            Transcode(special < 0 ? text : text[..special]);
            if (special < 0)
            {
                return;
            }

            Append(
                text[special] switch
                {
                    '&' => "&amp;"u8,
                    '<' => "&lt;"u8,
                    '>' => "&gt;"u8,
                    '"' => "&quot;"u8,
                    '\'' => "&apos;"u8,
                    '\t' => "&#9;"u8,
                    '\n' => "&#10;"u8,
                    '\r' => "&#13;"u8,
                    _ => throw IllegalCharacter(),
                }
            );
            text = text[(special + 1)..];
        }
    }

    private void Transcode(ReadOnlySpan<char> text)
    {
        var target = Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        if (Utf8.FromUtf16(text, target, out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw IllegalCharacter();
        }

        _length += written;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_length);
    }

    private static ChatSecureException IllegalCharacter() => Refuse("Text holds a character that XML does not allow.");
}
