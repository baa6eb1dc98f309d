// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Desktop;

/// <summary>The command line makes no sense.</summary>
/// <param name="message">Why, for the person.</param>
internal sealed class UsageException(string message) : Exception(message);
