// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Registration;
using ChatSecure.UIKit.Accounts;

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>What a server asks of who registers. It is left by whoever opened it, once the server waits no more.</summary>
internal sealed class FormPage : FieldsPage
{
    private readonly FormViewModel _form;
    private readonly FormPictures? _pictures;

    private FormPage(Screen screen, FormViewModel form, FormPictures? pictures, IReadOnlyList<Field> fields)
        : base(screen, form.Title ?? screen.Context.Brand.Current.Text("onboarding.createAccount"), fields, () => Send(form)) =>
        (_form, _pictures) = (form, pictures);

    /// <summary>Makes the page. Pictures that the form is about lie in a folder of this user for as long as the page is there: a terminal shows none.</summary>
    public static async Task<FormPage> CreateAsync(Screen screen, FormViewModel form)
    {
        var pictures = form.Fields.Any(field => !field.Picture.IsEmpty) ? new FormPictures() : null;
        List<Field> fields = [];
        foreach (var asked in form.Fields.Where(IsAsked))
        {
            fields.Add(await FieldAsync(asked, pictures, screen.Context.Brand.Current));
        }

        // A form that asks nothing is there to be read, and sent.
        fields = fields.Count > 0 ? fields : [new(screen.Context.Brand.Current.Text("button.next"), _ => { })];
        return new(screen, form, pictures, fields)
        {
            Notes =
            [
                form.Instructions,
                .. form
                    .Fields.Where(field => !IsAsked(field))
                    .Select(field => field.Answer.Length > 0 ? $"{field.Label}: {field.Answer}" : field.Label),
            ],
        };
    }

    /// <summary>Who goes back gives up.</summary>
    public override bool CallOff()
    {
        _form.GiveUp();
        return true;
    }

    protected override void Close() => _pictures?.Dispose();

    // What has an answer already, and need not have one, is there to be read.
    private static bool IsAsked(FormField field) =>
        field.Kind != RegistrationFieldKind.Note && (field.IsRequired || !field.Picture.IsEmpty || field.Answer.Length == 0);

    private static async Task<Field> FieldAsync(FormField asked, FormPictures? pictures, Brand brand)
    {
        var file = asked.Picture.IsEmpty ? null : await pictures!.SaveAsync(asked.Picture, asked.PictureType, CancellationToken.None);
        return new(asked.Label, answer => asked.Answer = answer)
        {
            Value = asked.Answer,
            IsSecret = asked.Kind == RegistrationFieldKind.Secret,
            Choices = asked.Choices,
            Hint = file is null ? null : brand.Text("cli.form.picture", ("file", file)),
        };
    }

    private static Task<Outcome> Send(FormViewModel form)
    {
        form.Submit();
        return Task.FromResult(new Outcome(IsDone: false, form.BlockedReason));
    }
}
