// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Hosting;

/// <summary>The person asked for something that can't be done that way; found only after the command line had been read.</summary>
internal sealed class UsageException(string message) : Exception(message);
