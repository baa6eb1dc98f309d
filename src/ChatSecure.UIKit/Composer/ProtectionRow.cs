// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;

namespace ChatSecure.UIKit.Composer;

/// <summary>A way to protect what is written next, ready to be shown.</summary>
/// <param name="Choice">The way.</param>
/// <param name="Text">What it is called.</param>
/// <param name="IsChosen">Whether it is the one that counts now.</param>
/// <param name="Question">What to ask the person before it is chosen, for it protects less; null for nothing.</param>
public sealed record ProtectionRow(EncryptionChoice Choice, string Text, bool IsChosen, string? Question);
