// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.DataForms;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.Registration;

/// <summary>What a server wants to know of who registers (XEP-0077, sections 3 and 4): a data form, or the older fixed fields.</summary>
internal sealed class RegistrationForm
{
    private const string Namespace = "jabber:iq:register";
    private const string Captcha = "the server wants a captcha to be solved";
    private const string More = "the server wants more than a name and a password";

    private readonly DataForm? _form;
    private readonly IReadOnlyList<string> _elements;

    private RegistrationForm(DataForm? form, IReadOnlyList<string> elements)
    {
        _form = form;
        _elements = elements;
    }

    /// <summary>What a person must say beyond a name and a password; null if nothing.</summary>
    public DataForm? Further { get; private init; }

    /// <summary>Why an account can't be registered without a person, as half a sentence.</summary>
    public string Why { get; private init; } = More;

    /// <summary>Reads what the server wants.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: not even a name and a password.</exception>
    public static RegistrationForm Read(IqStanza answer)
    {
        var query = answer.Element.Child("query", Namespace);
        if (query?.Child("x", DataForm.Namespace) is { } x)
        {
            return ReadForm(DataForm.Read(x), [.. query.Children, .. answer.Element.Children]);
        }

        if (query?.Child("username", Namespace) is null || query.Child("password", Namespace) is null)
        {
            throw NotSupported("the server registers accounts elsewhere, such as on its web site");
        }

        ImmutableArray<string> elements =
        [
            .. query
                .Children.Where(child => child.Namespace == Namespace)
                .Select(child => child.Name)
                .Where(name => name is not ("username" or "password" or "instructions" or "registered"))
                .Distinct(),
        ];

        // An e-mail address is asked for out of habit; a server that insists will refuse, and then says so.
        var further = elements.All(name => name == "email")
            ? null
            : new DataForm("form", [.. elements.Select(name => new DataField(name, "text-single", [], name, name != "email"))])
            {
                Instructions = query.Child("instructions", Namespace)?.Text ?? string.Empty,
            };
        return new(null, elements) { Further = further };
    }

    /// <summary>Fills it in.</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="answers">What a person said to <see cref="Further"/>, by the names of fields; others than the server asked for are not sent.</param>
    public XmppElement Fill(string name, string password, IReadOnlyDictionary<string, string> answers)
    {
        var query = new XmppElement("query", Namespace);
        if (_form is null)
        {
            query
                .Add(new XmppElement("username", Namespace) { Text = name })
                .Add(new XmppElement("password", Namespace) { Text = password });
            foreach (var element in _elements.Where(answers.ContainsKey))
            {
                query.Add(new XmppElement(element, Namespace) { Text = answers[element] });
            }

            return query;
        }

        var fields = ImmutableArray.CreateBuilder<DataField>();
        foreach (var field in _form.Fields.Where(field => field.Name.Length > 0))
        {
            var value =
                field.Name == "username" ? name
                : field.Name == "password" ? password
                : answers.GetValueOrDefault(field.Name);
            if (value is not null)
            {
                fields.Add(new(field.Name, field.Type, [value]));
            }
            else if (field.Type == "hidden")
            {
                fields.Add(field with { Label = null });
            }
        }

        return query.Add(new DataForm("submit", fields.ToImmutable()).ToElement());
    }

    public static ChatSecureException NotSupported(string why) =>
        new(ErrorKind.NotSupported, $"The account can't be registered here: {why}.");

    private static RegistrationForm ReadForm(DataForm? form, IReadOnlyList<XmppElement> companions)
    {
        if (form is not { Type: "form" } || form["username"] is null || form["password"] is null)
        {
            throw NotSupported("the server's form does not ask for a name and a password");
        }

        var isCaptcha = form.FormType == "urn:xmpp:captcha" || form.Fields.Any(IsCaptcha);
        var needsMore =
            isCaptcha
            || form.Fields.Any(field =>
                field.IsRequired && field.Name is not ("username" or "password") && field.Type is not ("hidden" or "fixed")
            );
        var further = form with
        {
            Fields =
            [
                .. form
                    .Fields.Where(field => field.Name is not ("username" or "password") && field.Type != "hidden")
                    .Select(field => field with { Media = [.. field.Media.Select(media => media.With(companions))] }),
            ],
        };
        return new(form, []) { Further = needsMore ? further : null, Why = isCaptcha ? Captcha : More };
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
