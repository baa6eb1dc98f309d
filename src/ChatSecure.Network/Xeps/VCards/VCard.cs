// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.VCards;

/// <summary>What somebody tells of itself (XEP-0054): a typed view of its element. Fields that are not named here are kept as they are, so that changing one
/// does not lose the others. Not safe for concurrent change.</summary>
public sealed class VCard
{
    /// <summary>The greatest length of a text, in characters; a longer one counts as absent.</summary>
    public const int MaxText = 4096;

    /// <summary>The greatest size of a photo in bytes; a larger one counts as absent.</summary>
    public const int MaxPhotoBytes = 512 * 1024;

    /// <summary>Creates an empty card.</summary>
    public VCard()
        : this(new XmppElement("vCard", VCardModule.Namespace)) { }

    internal VCard(XmppElement element) => Element = element;

    /// <summary>The full name (<c>FN</c>); null if not said. A claim of whoever wrote the card.</summary>
    public string? FullName
    {
        get => GetText("FN");
        set => SetText("FN", value);
    }

    /// <summary>The nickname; null if not said.</summary>
    public string? Nickname
    {
        get => GetText("NICKNAME");
        set => SetText("NICKNAME", value);
    }

    /// <summary>The birthday, as it was written; null if not said.</summary>
    public string? Birthday
    {
        get => GetText("BDAY");
        set => SetText("BDAY", value);
    }

    /// <summary>A web address, as it was written: not to be opened without asking. Null if not said.</summary>
    public string? Url
    {
        get => GetText("URL");
        set => SetText("URL", value);
    }

    /// <summary>A description; null if not said.</summary>
    public string? Description
    {
        get => GetText("DESC");
        set => SetText("DESC", value);
    }

    /// <summary>The photo's bytes; empty if there is none. A photo that lies elsewhere (<c>EXTVAL</c>) is none: nothing is fetched because a card says so. What
    /// kind of image it is, its bytes tell.</summary>
    public ReadOnlyMemory<byte> Photo =>
        Base64Text.TryDecode(
            Element.Child("PHOTO", VCardModule.Namespace)?.Child("BINVAL", VCardModule.Namespace)?.Text,
            1,
            MaxPhotoBytes,
            out var photo
        )
            ? photo
            : default;

    internal XmppElement Element { get; }

    /// <summary>Replaces the photo.</summary>
    /// <param name="photo">Its bytes; empty for none.</param>
    /// <param name="mediaType">What kind of image it is, such as <c>image/png</c>.</param>
    public void SetPhoto(ReadOnlyMemory<byte> photo, string mediaType)
    {
        if (Element.Child("PHOTO", VCardModule.Namespace) is { } old)
        {
            Element.Remove(old);
        }

        if (!photo.IsEmpty)
        {
            Element.Add(
                new XmppElement("PHOTO", VCardModule.Namespace)
                    .Add(new XmppElement("TYPE", VCardModule.Namespace) { Text = mediaType })
                    .Add(new XmppElement("BINVAL", VCardModule.Namespace) { Text = Base64Text.Encode(photo) })
            );
        }
    }

    private string? GetText(string name) =>
        Element.Child(name, VCardModule.Namespace)?.Text is { Length: > 0 and <= MaxText } text ? text : null;

    private void SetText(string name, string? value)
    {
        if (Element.Child(name, VCardModule.Namespace) is { } old)
        {
            Element.Remove(old);
        }

        if (value is not null)
        {
            Element.Add(new XmppElement(name, VCardModule.Namespace) { Text = value });
        }
    }
}
