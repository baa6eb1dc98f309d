// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.UIKit.Composer;

/// <content>How the person wants it protected.</content>
public sealed partial class ComposerViewModel
{
    /// <summary>The ways to protect what is written next, to choose from by setting <see cref="Choice"/>: none where there is no choice, and plain text only
    /// where the brand allows it. Ask the person first where <see cref="ProtectionRow.Question"/> says so.</summary>
    public IReadOnlyList<ProtectionRow> Choices =>
        [
            .. _protection
                .Choices(Brand.Policy)
                .Select(choice => new ProtectionRow(choice, TextOf(choice), IsChosen: choice == Choice, QuestionOf(choice))),
        ];

    /// <summary>Whether what is written here can't be encrypted, and the person has not said yet that it may go out in the clear.</summary>
    public bool NeedsPlainText => _protection.IsOpenGroup && CanSendPlainText && Choice != EncryptionChoice.None;

    /// <summary>Whether there is a private conversation, or one that the contact has ended.</summary>
    public bool IsPrivate => _protection.IsPrivate;

    /// <summary>Ends the private conversation: what is written then is protected as usual.</summary>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> EndPrivateAsync() =>
        TryAsync(async token =>
        {
            await Client.Otr.EndAsync(Conversation.Account, Conversation.Peer, token).ConfigureAwait(false);
            await InvokeAsync(() => Choice = EncryptionChoice.Auto).ConfigureAwait(false);
            _peerChanged.Set();
        });

    // In the clear goes the message for which it was asked, and no other; but where nothing can be encrypted, whatever is written as long as this is shown. Who asked
    // not to be sent encrypted messages has got one now, and gets the next ones as usual.
    private void ForgetChoice()
    {
        if (Choice == EncryptionChoice.Omemo2 || (Choice == EncryptionChoice.None && !_protection.IsOpenGroup))
        {
            Choice = EncryptionChoice.Auto;
        }
    }

    private string TextOf(EncryptionChoice choice) =>
        Brand.Text(
            choice switch
            {
                EncryptionChoice.None => "composer.choice.none",
                EncryptionChoice.Otr => "composer.choice.otr",
                EncryptionChoice.Omemo2 => "composer.choice.allTheSame",
                _ => "composer.choice.auto",
            }
        );

    private string? QuestionOf(EncryptionChoice choice) =>
        choice switch
        {
            EncryptionChoice.None => Brand.Text(_protection.IsOpenGroup ? "composer.plain.confirmGroup" : "composer.plain.confirm"),
            EncryptionChoice.Otr => Brand.Text("encryption.explain.otr", ("name", Name)),
            EncryptionChoice.Omemo2 => Brand.Text("composer.blocked.optedOut", ("name", Name)),
            _ => null,
        };
}
