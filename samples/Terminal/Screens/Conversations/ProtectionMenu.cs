// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Composer;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>How what is written next shall be protected. What protects less is asked about first.</summary>
internal sealed class ProtectionMenu(Screen screen, ComposerViewModel composer)
{
    private Brand Brand => screen.Context.Brand.Current;

    /// <summary>Shows the ways there are, or says which one it is where there is no choice.</summary>
    public void Show()
    {
        List<Choice> all = composer.IsPrivate
            ? [new(Brand.Text("otr.end"), () => composer.EndPrivateAsync())]
            : [.. composer.Choices.Select(Of)];
        if (all.Count == 0)
        {
            screen.Say(composer.EncryptionText);
        }

        screen.Choose(Brand.Text("encryption.choose"), all);
    }

    /// <summary>Takes one of the ways by its name.</summary>
    /// <returns>Why not, in words; null if it is taken, or the person is asked.</returns>
    public string? Take(EncryptionChoice wanted)
    {
        if (composer.Choices.FirstOrDefault(row => row.Choice == wanted) is not { } row)
        {
            return wanted == composer.Choice ? null
                : wanted == EncryptionChoice.None && !composer.CanSendPlainText ? Brand.Text("encryption.lockedByPolicy")
                : Brand.Text("composer.blocked.other");
        }

        var choice = Of(row);
        if (choice.Question is null)
        {
            composer.Choice = wanted;
        }
        else
        {
            screen.Choose(Brand.Text("encryption.choose"), [choice]);
        }

        return null;
    }

    private Choice Of(ProtectionRow row) =>
        new(
            row.IsChosen ? $"* {row.Text}" : row.Text,
            () =>
            {
                composer.Choice = row.Choice;
                return Task.CompletedTask;
            },
            row.IsChosen ? null : row.Question
        );
}
