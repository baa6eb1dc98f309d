// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Payloads;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class OtrPayloadTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_otr_message_is_kept_from_copies_and_archives(bool isText)
    {
        var stanza = new MessageStanza(Jid.Parse("olivia@example.org/veiled"));
        OtrPayload.Add(stanza, "?OTRv3?", isText);

        Assert.Equal("?OTRv3?", stanza.Body);
        Assert.True(stanza.HasHint(ProcessingHint.NoCopy));
        Assert.True(stanza.HasHint(ProcessingHint.NoPermanentStore));
        Assert.Equal(!isText, stanza.HasHint(ProcessingHint.NoStore));
        Assert.Equal(isText ? OtrPayload.Namespace : null, stanza.GetEncryption());
        Assert.NotNull(stanza.Element.Child("private", "urn:xmpp:carbons:2"));
    }
}
