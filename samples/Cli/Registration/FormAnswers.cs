// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;

namespace ChatSecure.Cli.Registration;

/// <summary>What was said before the server's form was known, held against the form.</summary>
internal static class FormAnswers
{
    /// <summary>What nobody has said yet and the server insists on: what must be filled in, and what a picture asks.</summary>
    public static IReadOnlyList<RegistrationField> Missing(RegistrationForm form, IReadOnlyDictionary<string, string> answers) =>
        [
            .. form.Fields.Where(field =>
                field.Kind != RegistrationFieldKind.Note
                && (field.IsRequired || !field.Picture.IsEmpty)
                && string.IsNullOrEmpty(answers.GetValueOrDefault(field.Name) ?? field.Value)
            ),
        ];

    /// <summary>The answers, and for the rest what stood in the form at first.</summary>
    public static IReadOnlyDictionary<string, string> Complete(RegistrationForm form, IReadOnlyDictionary<string, string> answers)
    {
        var all = new Dictionary<string, string>(answers, StringComparer.Ordinal);
        foreach (var field in form.Fields)
        {
            if (field is { Value: { } value, Kind: not RegistrationFieldKind.Note })
            {
                all.TryAdd(field.Name, value);
            }
        }

        return all;
    }
}
