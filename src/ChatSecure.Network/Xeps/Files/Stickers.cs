// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Files;

/// <summary>What makes the file of a message a sticker (XEP-0449).</summary>
public static class Stickers
{
    /// <summary>The namespace of stickers.</summary>
    public const string Namespace = "urn:xmpp:stickers:0";

    /// <summary>The greatest length of a pack's id.</summary>
    public const int MaxPack = 128;

    /// <summary>The pack of which a message is a sticker. Errors are none, and neither is what shares no file or more than one.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The pack's id, as the sender names it; null if it is no sticker.</returns>
    public static string? GetStickerPack(this MessageStanza message) =>
        message.Element.Child("sticker", Namespace)?["pack"] is { } pack && IsPack(pack) && message.GetSharedFiles().Count == 1
            ? pack
            : null;

    /// <summary>Says that the one file of a message is a sticker.</summary>
    /// <param name="message">The message.</param>
    /// <param name="pack">The pack's id, by which receivers tell packs apart.</param>
    /// <exception cref="ArgumentException">It is none, or longer than <see cref="MaxPack"/>.</exception>
    public static void SetStickerPack(this MessageStanza message, string pack)
    {
        if (!IsPack(pack))
        {
            throw new ArgumentException($"A pack's id has 1 to {MaxPack} characters without spaces.", nameof(pack));
        }

        message.Element.Add(new XmppElement("sticker", Namespace) { ["pack"] = pack });
    }

    /// <summary>Whether a text can be the id of a pack.</summary>
    /// <param name="pack">The text.</param>
    /// <returns>Whether it has 1 to <see cref="MaxPack"/> characters of printable ASCII, without spaces.</returns>
    public static bool IsPack(string pack) => pack.Length is > 0 and <= MaxPack && pack.All(c => c is > ' ' and <= '~');
}
