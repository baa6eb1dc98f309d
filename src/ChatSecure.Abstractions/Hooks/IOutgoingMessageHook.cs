// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Hooks;

/// <summary>Looks at every text that is about to be sent, edits included, before anything is stored: to change it, or to refuse it. Hooks run one after the other in the
/// order of their registration, each on what the one before made of it. One that throws, or takes longer than 10 seconds, has the message refused: it fails
/// closed. Must be safe for concurrent use.</summary>
public interface IOutgoingMessageHook
{
    /// <summary>Decides about a text.</summary>
    /// <param name="context">The text with all that is known of it.</param>
    /// <param name="cancellationToken">Ends with the caller, or when time is up.</param>
    /// <returns>What to do.</returns>
    ValueTask<OutgoingDecision> BeforeSendAsync(OutgoingMessageContext context, CancellationToken cancellationToken);
}
