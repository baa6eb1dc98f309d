// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xeps.Registration;
using static ChatSecure.Network.Tests.Xeps.FakeXmppSession;

namespace ChatSecure.Network.Tests.Xeps;

public sealed class RegistrationFormTests
{
    private static readonly byte[] Picture = [1, 2, 3];
    private static readonly string Cid = $"sha1+{Convert.ToHexStringLower(SHA1.HashData(Picture))}@bob.xmpp.org";

    [Fact]
    public void A_captcha_is_shown_to_a_person_and_its_answer_goes_back_with_what_is_hidden()
    {
        var form = Read(Captcha(Data(Cid, Picture)));

        var further = form.Further!;
        Assert.Equal(("Hello", "Read it out."), (further.Title, further.Instructions));
        Assert.Equal(["ocr", "colour"], further.Fields.Select(field => field.Name));
        var media = further["ocr"]!.Media;
        Assert.Equal(["image/png", "image/png"], media.Select(one => one.MediaType));
        Assert.Equal((0, "AQID"), (media[0].Data.Length, Convert.ToBase64String(media[1].Data.Span)));
        Assert.Equal([("Red", "r"), ("g", "g")], further["colour"]!.Options);

        var query = form.Fill(
            "carol",
            "secret",
            new Dictionary<string, string>
            {
                ["ocr"] = "7nHL3",
                ["colour"] = "r",
                ["evil"] = "x",
            }
        );
        var submitted = DataForm.Read(Assert.Single(query.Children))!;
        Assert.Equal("submit", submitted.Type);
        Assert.Equal(
            [
                ("FORM_TYPE", "urn:xmpp:captcha"),
                ("challenge", "F3A6292C"),
                ("username", "carol"),
                ("password", "secret"),
                ("ocr", "7nHL3"),
                ("colour", "r"),
            ],
            submitted.Fields.Select(field => (field.Name, field.Value!))
        );
    }

    [Fact]
    public void Data_beside_the_query_counts_too() =>
        Assert.Equal(3, Read(Captcha(""), Data(Cid, Picture)).Further!["ocr"]!.Media[1].Data.Length);

    [Fact]
    public void Bytes_that_are_not_those_that_were_named_are_not_shown()
    {
        Assert.True(Read(Captcha(Data(Cid, [4, 5]))).Further!["ocr"]!.Media[1].Data.IsEmpty);
        Assert.True(Read(Captcha("")).Further!["ocr"]!.Media[1].Data.IsEmpty);
        Assert.True(Read(Captcha(Data(Cid, new byte[FieldMedia.MaxBytes + 1]))).Further!["ocr"]!.Media[1].Data.IsEmpty);
    }

    [Theory]
    [InlineData("<uri>cid:x</uri>")]
    [InlineData("<uri type='image'>cid:x</uri>")]
    [InlineData("<uri xmlns='evil' type='image/png'>cid:x</uri>")]
    public void Media_without_a_type_are_left_out(string uri)
    {
        var form = DataForm.Read(
            ParseXml(
                $"<x xmlns='jabber:x:data' type='form'><field var='ocr'><media xmlns='urn:xmpp:media-element'>{uri}</media></field></x>"
            )
        );

        Assert.Empty(form!["ocr"]!.Media);
    }

    [Fact]
    public void Older_fields_are_asked_for_and_sent_by_their_names_and_never_beside_a_form()
    {
        var form = Read(
            "<query xmlns='jabber:iq:register'><instructions>All</instructions><username/><password/><email/><nick/><x xmlns='urn:x'/></query>"
        );

        Assert.Equal(
            ("All", "email,nick"),
            (form.Further!.Instructions, string.Join(',', form.Further.Fields.Select(field => field.Name)))
        );
        Assert.Equal([false, true], form.Further.Fields.Select(field => field.IsRequired));
        var query = form.Fill("carol", "secret", new Dictionary<string, string> { ["nick"] = "C", ["evil"] = "x" });
        Assert.Equal(["username", "password", "nick"], query.Children.Select(child => child.Name));
    }

    [Fact]
    public void A_name_and_a_password_need_no_person() =>
        Assert.Null(Read("<query xmlns='jabber:iq:register'><username/><password/><email/></query>").Further);

    private static RegistrationForm Read(string query, string beside = "") =>
        RegistrationForm.Read(new IqStanza(ParseXml($"<iq type='result' id='r'>{query}{beside}</iq>")));

    private static string Data(string cid, byte[] bytes) =>
        $"<data xmlns='urn:xmpp:bob' cid='{cid}' type='image/png'>{Convert.ToBase64String(bytes)}</data>";

    private static string Captcha(string data) =>
        "<query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'><title>Hello</title><instructions>Read it out.</instructions>"
        + "<field type='hidden' var='FORM_TYPE'><value>urn:xmpp:captcha</value></field><field type='hidden' var='challenge'><value>F3A6292C</value></field>"
        + "<field type='text-single' var='username'/><field type='text-private' var='password'/><field var='ocr' label='What?'><media xmlns='urn:xmpp:media-element'>"
        + $"<uri type='image/png'>https://victim.example/ocr.png</uri><uri type='image/png'>cid:{Cid}</uri></media><required/></field>"
        + "<field var='colour' type='list-single'><option label='Red'><value>r</value></option><option><value>g</value></option><option label='None'/></field></x>"
        + $"{data}</query>";
}
