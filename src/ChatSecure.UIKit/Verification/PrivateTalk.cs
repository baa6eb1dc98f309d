// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.UIKit.Verification;

/// <summary>Private conversations (OTR), which not every app offers.</summary>
internal static class PrivateTalk
{
    /// <summary>How it stands with a contact; null where there are no private conversations.</summary>
    public static async Task<OtrState?> StateAsync(IChatClient client, ConversationId conversation, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.Otr.StatusAsync(conversation.Account, conversation.Peer, cancellationToken).ConfigureAwait(false)).State;
        }
        catch (ChatSecureException exception) when (exception.Kind == ErrorKind.NotSupported)
        {
            return null;
        }
    }
}
