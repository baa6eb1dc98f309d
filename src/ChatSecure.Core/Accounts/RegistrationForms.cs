// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Network.Xeps.DataForms;

namespace ChatSecure.Core.Accounts;

/// <summary>Shows a server's form of registration to the app, in the app's vocabulary.</summary>
internal static class RegistrationForms
{
    public static Func<DataForm, CancellationToken, ValueTask<IReadOnlyDictionary<string, string>?>>? Asking(AddAccountRequest? request) =>
        request?.FillForm is { } fill ? (form, cancellationToken) => fill(Read(form), cancellationToken) : null;

    public static RegistrationForm Read(DataForm form) =>
        new(form.Title, form.Instructions, [.. form.Fields.Where(field => field.Type != "hidden").Select(Read)]);

    private static RegistrationField Read(DataField field)
    {
        // What lies elsewhere is not fetched: a stranger's address would learn ours.
        var media = field.Media.FirstOrDefault(media => !media.Data.IsEmpty);
        return new(field.Name, KindOf(field))
        {
            Label = string.IsNullOrEmpty(field.Label) ? field.Name : field.Label,
            IsRequired = field.IsRequired,
            Value = field.Value,
            Choices = [.. field.Options.Select(option => KeyValuePair.Create(option.Label, option.Value))],
            Picture = media?.Data ?? default,
            PictureType = media?.MediaType,
        };
    }

    private static RegistrationFieldKind KindOf(DataField field) =>
        field.Type switch
        {
            "text-private" => RegistrationFieldKind.Secret,
            "text-multi" or "jid-multi" => RegistrationFieldKind.Lines,
            "list-single" or "list-multi" => RegistrationFieldKind.Choice,
            "boolean" => RegistrationFieldKind.YesNo,
            "fixed" => RegistrationFieldKind.Note,
            _ => RegistrationFieldKind.Text,
        };
}
