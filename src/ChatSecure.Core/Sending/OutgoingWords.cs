// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Core.Sending;

/// <summary>What acts say to people whose app does not know them.</summary>
/// <param name="Retraction">That a message was taken back.</param>
/// <param name="NoReaction">That there is no reaction any more.</param>
internal sealed record OutgoingWords(string Retraction, string NoReaction);
