// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Branding.Strings;

/// <summary>A message does not follow the syntax.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class MessageSyntaxException(string message) : FormatException(message);
