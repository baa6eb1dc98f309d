// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.VCards;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class VCardTests
{
    private readonly VCardModule _module = new();
    private readonly FakeXmppSession _session;

    public VCardTests() => _session = With(_module);

    [Fact]
    public async Task A_card_is_read_changed_and_written_with_all_that_is_not_known_here()
    {
        _session.Answer(
            "get",
            "vCard",
            VCardModule.Namespace,
            _ =>
                "<vCard xmlns='vcard-temp'><FN>Juliet</FN><ADR><CTRY>Italy</CTRY></ADR><NICKNAME>Jules</NICKNAME><BDAY>1476-06-09</BDAY><URL>https://x.example</URL><DESC>A Capulet</DESC></vCard>"
        );
        _session.Answer("set", "vCard", VCardModule.Namespace, _ => null);

        var card = (await _module.FetchAsync())!;
        Assert.Equal(
            ("Juliet", "Jules", "1476-06-09", "https://x.example", "A Capulet"),
            (card.FullName, card.Nickname, card.Birthday, card.Url, card.Description)
        );
        card.Nickname = "J";
        card.Url = null;
        card.SetPhoto(new byte[] { 1, 2 }, "image/png");
        await _module.PublishAsync(card);

        var written = _session.Requests[1];
        Assert.Null(written.To);
        Assert.Equal(["FN", "ADR", "BDAY", "DESC", "NICKNAME", "PHOTO"], written.Payload!.Children.Select(child => child.Name));
        Assert.Equal("AQI=", written.Payload.Child("PHOTO", VCardModule.Namespace)!.Child("BINVAL", VCardModule.Namespace)!.Text);
    }

    [Theory]
    [InlineData("item-not-found")]
    [InlineData("service-unavailable")]
    public async Task No_card_is_no_error(string condition)
    {
        _session.Answer("get", "vCard", VCardModule.Namespace, _ => throw new StanzaErrorException(condition));

        Assert.Null(await _module.FetchAsync(Peer));
    }

    [Fact]
    public async Task An_empty_card_is_none()
    {
        _session.Answer("get", "vCard", VCardModule.Namespace, _ => "<vCard xmlns='vcard-temp'/>");

        Assert.Null(await _module.FetchAsync(Peer));
        Assert.Equal(Peer, _session.Requests[0].To);
    }

    [Fact]
    public async Task Something_else_is_no_card()
    {
        _session.Answer("get", "vCard", VCardModule.Namespace, _ => "<vCard xmlns='urn:ietf:params:xml:ns:vcard-4.0'/>");

        Assert.Equal(ErrorKind.Protocol, (await Assert.ThrowsAsync<ChatSecureException>(() => _module.FetchAsync(Peer))).Kind);
    }

    [Theory]
    [InlineData("<EXTVAL>https://evil.example/track.png</EXTVAL>")]
    [InlineData("<BINVAL>=AAA</BINVAL>")]
    [InlineData("<BINVAL/>")]
    [InlineData("")]
    public async Task A_photo_elsewhere_or_malformed_is_none(string content)
    {
        _session.Answer("get", "vCard", VCardModule.Namespace, _ => $"<vCard xmlns='vcard-temp'><PHOTO>{content}</PHOTO></vCard>");

        Assert.True((await _module.FetchAsync(Peer))!.Photo.IsEmpty);
        Assert.Single(_session.Requests);
    }

    [Fact]
    public async Task What_is_beyond_its_bound_is_absent()
    {
        var photo = Convert.ToBase64String(new byte[VCard.MaxPhotoBytes + 1]);
        _session.Answer(
            "get",
            "vCard",
            VCardModule.Namespace,
            _ => $"<vCard xmlns='vcard-temp'><FN>{new string('x', VCard.MaxText + 1)}</FN><PHOTO><BINVAL>{photo}</BINVAL></PHOTO></vCard>"
        );

        var card = (await _module.FetchAsync(Peer))!;

        Assert.Null(card.FullName);
        Assert.True(card.Photo.IsEmpty);
    }
}
