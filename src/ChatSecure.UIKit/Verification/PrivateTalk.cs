// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Verification;

/// <summary>Private conversations (OTR), which not every app offers.</summary>
internal static class PrivateTalk
{
    private const int MaxQuestion = 1000;

    /// <summary>How it stands with a contact; null where there are no private conversations.</summary>
    public static async Task<OtrStatus?> StatusAsync(IChatClient client, ConversationId conversation, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Otr.StatusAsync(conversation.Account, conversation.Peer, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException exception) when (exception.Kind == ErrorKind.NotSupported)
        {
            return null;
        }
    }

    /// <summary>That the contact waits for a secret to be entered here, in words, with its question if it asks one.</summary>
    public static string Asked(string? question, Brand brand) =>
        question is null
            ? brand.Text(TextId.Of(OtrSmpProgress.Asked))
            : brand.Text("otr.smp.question", ("question", DisplayText.Line(question, MaxQuestion)));
}
