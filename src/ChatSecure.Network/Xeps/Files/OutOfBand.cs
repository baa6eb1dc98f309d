// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>Out-of-band data (XEP-0066), as far as uploaded files need it: the address of a file beside the body.</summary>
public static class OutOfBand
{
    /// <summary>The namespace and the feature to advertise if the app shows such files.</summary>
    public const string Namespace = "jabber:x:oob";

    private const int MaxLength = 4096;

    /// <summary>The file that a message is: one whose body is that address and nothing else, so that nothing hides behind a text. Errors are none.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The address, https only; null if there is none.</returns>
    public static Uri? GetOutOfBand(this MessageStanza message) =>
        !message.IsError && message.Element.Child("x", Namespace)?.Child("url", Namespace)?.Text is { } url && url == message.Body
            ? Read(url)
            : null;

    /// <summary>Says that the message is a file, and makes its address the body.</summary>
    /// <param name="message">The message.</param>
    /// <param name="url">The file's address.</param>
    /// <exception cref="ArgumentException">It is not https.</exception>
    public static void AddOutOfBand(this MessageStanza message, Uri url)
    {
        if (!IsAcceptable(url))
        {
            throw new ArgumentException("Files are shared by https only.", nameof(url));
        }

        message.Body = url.AbsoluteUri;
        message.Element.Add(new XmppElement("x", Namespace).Add(new XmppElement("url", Namespace) { Text = url.AbsoluteUri }));
    }

    /// <summary>An address for a file: absolute, https, with a host and without a login in it.</summary>
    internal static Uri? Read(string? text) =>
        text is { Length: > 0 and <= MaxLength } && Uri.TryCreate(text, UriKind.Absolute, out var uri) && IsAcceptable(uri) ? uri : null;

    internal static bool IsAcceptable(Uri uri) =>
        uri.IsAbsoluteUri && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Length > 0 && uri.UserInfo.Length == 0;
}
