// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Network.Xml;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class StickerTests
{
    private const string Sharing =
        "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><desc>😘</desc></file>"
        + "<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='https://download.montague.lit/kiss.png'/></sources></file-sharing>";

    private static MessageStanza Message(string content) => new(ParseXml($"<message xmlns='jabber:client'>{content}</message>"));

    private static string Sticker(string attribute) => $"<sticker xmlns='urn:xmpp:stickers:0' {attribute}/>";

    [Fact]
    public void The_sticker_of_the_specification_is_read()
    {
        var message = Message("<body>😘</body>" + Sticker("pack='EpRv28DHHzFrE4zd+xaNpVb4'") + Sharing);
        Assert.Equal("EpRv28DHHzFrE4zd+xaNpVb4", message.GetStickerPack());
        Assert.Equal("😘", Assert.Single(message.GetSharedFiles()).Metadata.Description);
    }

    [Fact]
    public void A_sticker_names_its_pack()
    {
        var message = new MessageStanza(Jid.Parse("juliet@shakespeare.example"));
        message.AddSharedFile(new(new(), [new("https://download.montague.example/kiss.png")]));
        message.SetStickerPack("Marsey");
        Assert.Equal("Marsey", new MessageStanza(XmppElement.Parse(message.Element.ToUtf8())).GetStickerPack());
        Assert.Throws<ArgumentException>(() => message.SetStickerPack(string.Empty));
        Assert.Throws<ArgumentException>(() => message.SetStickerPack("two words"));
        Assert.Throws<ArgumentException>(() => message.SetStickerPack(new string('x', Stickers.MaxPack + 1)));
    }

    [Fact]
    public void What_names_no_pack_or_shares_no_single_file_is_no_sticker()
    {
        string[] none =
        [
            Sharing,
            Sticker("pack='x'"),
            Sticker("") + Sharing,
            Sticker("pack=''") + Sharing,
            Sticker("pack='two words'") + Sharing,
            Sticker($"pack='{new string('x', Stickers.MaxPack + 1)}'") + Sharing,
            "<sticker pack='x'/>" + Sharing,
            Sticker("pack='x'") + Sharing + Sharing,
        ];
        Assert.All(none, content => Assert.Null(Message(content).GetStickerPack()));
        var error = Message(Sticker("pack='x'") + Sharing);
        error.Element["type"] = "error";
        Assert.Null(error.GetStickerPack());
    }
}
