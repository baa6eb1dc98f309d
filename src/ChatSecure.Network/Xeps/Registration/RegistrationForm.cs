// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Registration;

/// <summary>What a server wants to know of who registers (XEP-0077, sections 3 and 4): a data form, or the older fixed fields.</summary>
internal sealed class RegistrationForm
{
    private const string Namespace = "jabber:iq:register";

    private readonly DataForm? _form;

    private RegistrationForm(DataForm? form) => _form = form;

    /// <summary>Reads what the server wants.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: more than a name and a password.</exception>
    public static RegistrationForm Read(XmppElement? query)
    {
        if (query?.Child("x", DataForm.Namespace) is { } x)
        {
            return new(CheckForm(DataForm.Read(x)));
        }

        if (query?.Child("username", Namespace) is null || query.Child("password", Namespace) is null)
        {
            throw NotSupported("the server registers accounts elsewhere, such as on its web site");
        }

        // An e-mail address is asked for out of habit; a server that insists will refuse, and then says so.
        if (
            query.Children.Any(child =>
                child.Namespace == Namespace && child.Name is not ("username" or "password" or "email" or "instructions" or "registered")
            )
        )
        {
            throw NotSupported("the server wants more than a name and a password");
        }

        return new(null);
    }

    /// <summary>Fills it in.</summary>
    public XmppElement Fill(string name, string password)
    {
        var query = new XmppElement("query", Namespace);
        if (_form is null)
        {
            return query
                .Add(new XmppElement("username", Namespace) { Text = name })
                .Add(new XmppElement("password", Namespace) { Text = password });
        }

        var fields = _form
            .Fields.Where(field => field.Name.Length > 0)
            .Select(field =>
                field.Name switch
                {
                    "username" => field with { Values = [name], Label = null, IsRequired = false },
                    "password" => field with { Values = [password], Label = null, IsRequired = false },
                    _ => field with { Label = null },
                }
            )
            .Where(field => field.Name is "username" or "password" || field.Type == "hidden");
        return query.Add(new DataForm("submit", [.. fields]).ToElement());
    }

    public static ChatSecureException NotSupported(string why) =>
        new(ErrorKind.NotSupported, $"The account can't be registered here: {why}.");

    private static DataForm CheckForm(DataForm? form)
    {
        if (form is not { Type: "form" } || form["username"] is null || form["password"] is null)
        {
            throw NotSupported("the server's form does not ask for a name and a password");
        }

        if (form.FormType == "urn:xmpp:captcha" || form.Fields.Any(IsCaptcha))
        {
            throw NotSupported("the server wants a captcha to be solved");
        }

        return form.Fields.Any(field =>
            field.IsRequired && field.Name is not ("username" or "password") && field.Type is not ("hidden" or "fixed")
        )
            ? throw NotSupported("the server wants more than a name and a password")
            : form;
    }

    // XEP-0158, section 4: the challenge is in one of these.
    private static bool IsCaptcha(DataField field) =>
        field.Name
            is "ocr"
                or "qa"
                or "SHA-256"
                or "audio_recog"
                or "picture_recog"
                or "video_recog"
                or "speech_recog"
                or "picture_q"
                or "speech_q"
                or "video_q"
                or "audio_q";
}
