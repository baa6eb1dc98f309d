// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Output;

/// <summary>The members of the JSON objects about forms.</summary>
internal static class FormShapes
{
    public static void Form(Utf8JsonWriter json, RegistrationForm form)
    {
        JsonShapes.Optional(json, "title", form.Title);
        JsonShapes.Optional(json, "instructions", form.Instructions.Length > 0 ? form.Instructions : null);
        JsonShapes.Array(json, "fields", form.Fields, field => Field(json, field));
    }

    private static void Field(Utf8JsonWriter json, RegistrationField field)
    {
        json.WriteString("name", field.Name);
        json.WriteString("kind", Word.Of(field.Kind));
        json.WriteString("label", field.Label);
        json.WriteBoolean("required", field.IsRequired);
        JsonShapes.Optional(json, "value", field.Value);
        if (field.Choices.Count > 0)
        {
            JsonShapes.Array(
                json,
                "choices",
                field.Choices,
                choice =>
                {
                    json.WriteString("label", choice.Key);
                    json.WriteString("value", choice.Value);
                }
            );
        }

        if (!field.Picture.IsEmpty)
        {
            json.WriteBase64String("picture", field.Picture.Span);
            JsonShapes.Optional(json, "pictureType", field.PictureType);
        }
    }
}
