// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;

namespace ChatSecure.Crypto.Omemo;

/// <summary>A recipient has no device that may be encrypted to. Nothing was encrypted for anyone.</summary>
/// <param name="Owner">The recipient.</param>
/// <param name="Reason">Why; if its devices differ, what a person can change comes first.</param>
public sealed record OmemoNoRecipients(Jid Owner, OmemoExclusion Reason) : OmemoEncryptResult;
