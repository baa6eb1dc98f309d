// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using System.Globalization;
using ChatSecure.Network.Xeps.Discovery;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.HttpUpload;

/// <summary>Requests and slots (XEP-0363) to and from XML, bounded.</summary>
internal static class UploadPayload
{
    public const string Namespace = "urn:xmpp:http:upload:0";
    public const int MaxHeaders = 16;
    private const int MaxHeaderLength = 4096;
    private static readonly string[] _allowed = ["Authorization", "Cookie", "Expires"];

    public static XmppElement WriteRequest(string fileName, long size, string contentType) =>
        new("request", Namespace)
        {
            ["filename"] = fileName,
            ["size"] = size.ToString(CultureInfo.InvariantCulture),
            ["content-type"] = contentType,
        };

    public static long? ReadMaxFileSize(DiscoInfo info) =>
        FileMetadataPayload.ReadNumber(
            info.Forms.FirstOrDefault(form => form.FormType == Namespace)?["max-file-size"]?.Value,
            long.MaxValue
        );

    /// <summary>Null if it is malformed, not https or too large.</summary>
    public static UploadSlot? ReadSlot(XmppElement? slot, long size, string contentType)
    {
        if (
            slot?.Is("slot", Namespace) != true
            || slot.Child("put", Namespace) is not { } put
            || OutOfBand.Read(put["url"]) is not { } putUrl
            || OutOfBand.Read(slot.Child("get", Namespace)?["url"]) is not { } getUrl
            || put.Children.Count > MaxHeaders
        )
        {
            return null;
        }

        var headers = ImmutableArray.CreateBuilder<UploadHeader>();
        foreach (var header in put.Elements("header", Namespace))
        {
            // Stripped first: the name may hold them too.
            var name = Strip(header["name"]);
            var value = Strip(header.Text);
            if (_allowed.FirstOrDefault(allowed => allowed.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } known)
            {
                continue;
            }

            if (value.Length > MaxHeaderLength || value.Any(c => c is < ' ' or > '~'))
            {
                return null;
            }

            headers.Add(new(known, value));
        }

        return new(putUrl, headers.ToImmutable(), getUrl, size, contentType);
    }

    private static string Strip(string? text) =>
        (text ?? string.Empty).Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal);
}
