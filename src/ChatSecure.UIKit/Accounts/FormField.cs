// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.ComponentModel;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Settings;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Accounts;

/// <summary>One question of a <see cref="FormViewModel"/>.</summary>
public sealed class FormField : INotifyPropertyChanged
{
    private const int MaxLabel = 500;

    internal FormField(RegistrationField field, Brand brand)
    {
        Name = field.Name;
        Label = DisplayText.Line(field.Label, MaxLabel);
        Kind = field.Kind;
        IsRequired = field.IsRequired;
        Choices = field is { Kind: RegistrationFieldKind.YesNo, Choices.Count: 0 }
            ? [new("1", brand.Text("settings.on")), new("0", brand.Text("settings.off"))]
            : [.. field.Choices.Select(choice => new SettingChoice(choice.Value, DisplayText.Line(choice.Key, MaxLabel)))];
        Picture = field.Picture;
        PictureType = field.PictureType;
        Answer = field.Value ?? string.Empty;
    }

    /// <inheritdoc/>
    public event PropertyChangedEventHandler? PropertyChanged;

    /// <summary>What the server knows it by.</summary>
    public string Name { get; }

    /// <summary>The question, in the server's words.</summary>
    public string Label { get; }

    /// <summary>How it is answered.</summary>
    public RegistrationFieldKind Kind { get; }

    /// <summary>Whether it must be answered.</summary>
    public bool IsRequired { get; }

    /// <summary>What can be chosen, of a choice and of what is on or off; empty for all others.</summary>
    public IReadOnlyList<SettingChoice> Choices { get; }

    /// <summary>A picture or sound that the question is about; empty for none.</summary>
    public ReadOnlyMemory<byte> Picture { get; }

    /// <summary>The media type of <see cref="Picture"/>; null for none.</summary>
    public string? PictureType { get; }

    /// <summary>The answer.</summary>
    public string Answer
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (field != value)
            {
                field = value;
                PropertyChanged?.Invoke(this, new(nameof(Answer)));
            }
        }
    } = string.Empty;
}
