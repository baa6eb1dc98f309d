// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.DataForms;

/// <summary>A data form (XEP-0004): fields with values. Reported items are not read.</summary>
/// <param name="Type"><c>form</c>, <c>submit</c>, <c>cancel</c> or <c>result</c>.</param>
/// <param name="Fields">The fields, in order.</param>
public sealed record DataForm(string Type, IReadOnlyList<DataField> Fields)
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "jabber:x:data";

    /// <summary>The greatest number of fields in a form that is read.</summary>
    public const int MaxFields = 512;

    /// <summary>The greatest number of values in a field that is read.</summary>
    public const int MaxValues = 1024;

    /// <summary>What to call the form; null if not said.</summary>
    public string? Title { get; init; }

    /// <summary>What to tell who fills it in; empty if not said.</summary>
    public string Instructions { get; init; } = string.Empty;

    /// <summary>What the form is about (XEP-0068): the value of the hidden field <c>FORM_TYPE</c>; null if it has none.</summary>
    public string? FormType => this["FORM_TYPE"]?.Value;

    /// <summary>The first field with that name; null if there is none.</summary>
    /// <param name="name">The field's name.</param>
    public DataField? this[string name] => Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>Creates a form to submit.</summary>
    /// <param name="formType">What it is about.</param>
    /// <param name="fields">The names and values.</param>
    /// <returns>The form, with its <c>FORM_TYPE</c> first.</returns>
    public static DataForm Submit(string formType, params IEnumerable<(string Name, string Value)> fields) =>
        new("submit", [new("FORM_TYPE", "hidden", [formType]), .. fields.Select(field => new DataField(field.Name, null, [field.Value]))]);

    /// <summary>Reads a form.</summary>
    /// <param name="element">The <c>x</c> element; null is no form.</param>
    /// <returns>The form; null if it is none, or larger than <see cref="MaxFields"/> and <see cref="MaxValues"/> allow.</returns>
    public static DataForm? Read(XmppElement? element)
    {
        if (
            element?.Is("x", Namespace) != true
            || element["type"] is not { } type
            || type is not ("form" or "submit" or "cancel" or "result")
        )
        {
            return null;
        }

        var fields = ImmutableArray.CreateBuilder<DataField>();
        foreach (var field in element.Elements("field", Namespace))
        {
            var values = field.Elements("value", Namespace).Select(value => value.Text).Take(MaxValues + 1).ToImmutableArray();
            if (fields.Count == MaxFields || values.Length > MaxValues)
            {
                return null;
            }

            fields.Add(
                new(field["var"] ?? string.Empty, field["type"], values, field["label"], field.Child("required", Namespace) is not null)
                {
                    Options = ReadOptions(field),
                    Media = FieldMedia.Read(field),
                }
            );
        }

        return new(type, fields.ToImmutable())
        {
            Title = element.Child("title", Namespace)?.Text,
            Instructions = string.Join('\n', element.Elements("instructions", Namespace).Take(MaxValues).Select(line => line.Text)),
        };
    }

    /// <summary>Writes the form.</summary>
    /// <returns>The <c>x</c> element.</returns>
    public XmppElement ToElement()
    {
        var form = new XmppElement("x", Namespace) { ["type"] = Type };
        foreach (var field in Fields)
        {
            var element = new XmppElement("field", Namespace)
            {
                ["var"] = field.Name.Length > 0 ? field.Name : null,
                ["type"] = field.Type,
                ["label"] = field.Label,
            };
            if (field.IsRequired)
            {
                element.Add(new XmppElement("required", Namespace));
            }

            foreach (var value in field.Values)
            {
                element.Add(new XmppElement("value", Namespace) { Text = value });
            }

            form.Add(element);
        }

        return form;
    }

    private static ImmutableArray<(string Label, string Value)> ReadOptions(XmppElement field) =>
        [
            .. field
                .Elements("option", Namespace)
                .Take(MaxValues)
                .Select(option => (Option: option, Value: option.Child("value", Namespace)?.Text))
                .Where(pair => pair.Value is not null)
                .Select(pair => (pair.Option["label"] ?? pair.Value!, pair.Value!)),
        ];
}
