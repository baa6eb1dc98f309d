// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.ContentEncryption;

/// <summary>Messages with an encrypted envelope (XEP-0420): what stands outside, and the message as it was before encryption.</summary>
public static class ContentEncryptionMessages
{
    /// <summary>Takes the elements that are to be encrypted out of a message. What servers must read stays, and the wish that archives keep it is added, for
    /// there is no body that would make them.</summary>
    /// <param name="message">The message, which is left without content.</param>
    /// <returns>The elements, for <see cref="ContentEnvelope.Write"/>.</returns>
    public static IReadOnlyList<XmppElement> TakeContent(this MessageStanza message)
    {
        XmppElement[] content = [.. message.Element.Children.Where(child => !ServerElements.Contains(child))];
        foreach (var element in content)
        {
            message.Element.Remove(element);
        }

        message.AddHint(ProcessingHint.Store);
        return content;
    }

    /// <summary>The message as it was before encryption: the content of the envelope, and of the outside only what servers say. A body, a reaction or
    /// anything else that somebody put beside the ciphertext is gone.</summary>
    /// <param name="message">The message as it came; it is not changed.</param>
    /// <param name="envelope">Its envelope, checked.</param>
    /// <returns>The message.</returns>
    public static MessageStanza WithContent(this MessageStanza message, ContentEnvelope envelope)
    {
        var element = new XmppElement("message", Stanza.ClientNamespace);
        foreach (var (name, value) in message.Element.Attributes)
        {
            element[name] = value;
        }

        foreach (
            var child in message
                .Element.Children.Where(child => ServerElements.Contains(child) && child.Namespace != ContentEnvelope.Namespace)
                .Concat(envelope.Content)
        )
        {
            element.Add(child);
        }

        return new(element);
    }
}
