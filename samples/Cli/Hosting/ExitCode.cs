// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Hosting;

/// <summary>What the program ends with: a contract that scripts rely on.</summary>
internal enum ExitCode
{
    Done = 0,
    Failed = 1,
    Usage = 2,
    AuthenticationRefused = 3,
    NoSecureConnection = 4,
    Database = 5,
    CannotEncrypt = 6,
    TimedOut = 7,
}
