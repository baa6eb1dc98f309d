// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Network.Xeps.DataForms;

namespace ChatSecure.Core.Tests.Accounts;

public sealed class RegistrationFormsTests
{
    private static readonly DataForm _captcha = new(
        "form",
        [
            new("challenge", "hidden", ["F3A6292C"]),
            new("ocr", "text-single", [], "What is written there?", IsRequired: true)
            {
                Media =
                [
                    new("image/png", "https://elsewhere.example/captcha.png"),
                    new("image/png", "cid:x@bob.xmpp.org") { Data = new byte[] { 1, 2, 3 } },
                ],
            },
            new("colour", "list-single", ["r"]) { Options = [("Red", "r"), ("Green", "g")] },
            new("code", "text-private", []),
            new("news", "boolean", ["0"]),
            new("terms", "fixed", ["Be kind."]),
        ]
    )
    {
        Title = "Hello",
        Instructions = "Prove that you are a person.",
    };

    [Fact]
    public void A_form_with_a_picture_is_shown_in_the_apps_vocabulary_without_what_is_hidden()
    {
        var form = RegistrationForms.Read(_captcha);

        Assert.Equal(("Hello", "Prove that you are a person."), (form.Title, form.Instructions));
        Assert.Equal(
            [
                ("ocr", RegistrationFieldKind.Text),
                ("colour", RegistrationFieldKind.Choice),
                ("code", RegistrationFieldKind.Secret),
                ("news", RegistrationFieldKind.YesNo),
                ("terms", RegistrationFieldKind.Note),
            ],
            form.Fields.Select(field => (field.Name, field.Kind))
        );
        var picture = form.Fields[0];
        Assert.Equal(("What is written there?", true, "image/png"), (picture.Label, picture.IsRequired, picture.PictureType));
        Assert.Equal(new byte[] { 1, 2, 3 }, picture.Picture.ToArray());
        Assert.Equal([new("Red", "r"), new("Green", "g")], form.Fields[1].Choices);
        Assert.Equal(("r", "colour"), (form.Fields[1].Value, form.Fields[1].Label));
    }

    [Fact]
    public async Task The_app_answers_and_may_give_up()
    {
        Assert.Null(RegistrationForms.Asking(null));
        Assert.Null(RegistrationForms.Asking(Request));
        var asking = RegistrationForms.Asking(
            Request with
            {
                FillForm = (form, _) =>
                    ValueTask.FromResult<IReadOnlyDictionary<string, string>?>(
                        form.Title == "Hello" ? new Dictionary<string, string> { ["ocr"] = "7nHL3" } : null
                    ),
            }
        )!;

        Assert.Equal("7nHL3", (await asking(_captcha, default))!["ocr"]);
        Assert.Null(await asking(_captcha with { Title = "Other" }, default));
    }

    private static AddAccountRequest Request { get; } =
        new(new AccountSettings { Jid = Jid.Parse("carol@example.org") }, new byte[] { 1 }, true);
}
