// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Errors;

namespace ChatSecure.Core.Encryption;

/// <summary>What the decision about a message's protection means to a person who has not written it yet.</summary>
internal static class EncryptionStates
{
    /// <summary>Asks for the decision, and says what came of it.</summary>
    /// <param name="decide">How it will be protected; null if that shows when it is encrypted. Throws if it can't be.</param>
    public static async Task<ConversationEncryption> OfAsync(Func<Task<EncryptionKind?>> decide)
    {
        try
        {
            return await decide().ConfigureAwait(false) switch
            {
                null => new(ConversationEncryptionState.Unknown),
                EncryptionKind.None => new(ConversationEncryptionState.Plain, EncryptionKind.None),
                { } kind => new(ConversationEncryptionState.Encrypted, kind),
            };
        }
        catch (ChatSecureException error) when (error.Kind is ErrorKind.TimedOut or ErrorKind.Disconnected or ErrorKind.Protocol)
        {
            // Who has to be asked does not answer now.
            return new(ConversationEncryptionState.Unknown);
        }
        catch (ChatSecureException error) when (error.Condition is { } reason)
        {
            return new(StateOf(reason), Reason: reason) { WithoutKeys = [.. (error as MissingKeysException)?.Members ?? []] };
        }
    }

    private static ConversationEncryptionState StateOf(string reason) =>
        reason is "undecided" or "opted-out" or "members-without-keys" or "otr-finished" or "otr-open"
            ? ConversationEncryptionState.NeedsDecision
            : ConversationEncryptionState.Impossible;
}
