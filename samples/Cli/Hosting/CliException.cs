// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Hosting;

/// <summary>A failure of this program's own making; its message is in the brand's words already.</summary>
internal sealed class CliException(ExitCode exitCode, string reason, string message) : Exception(message)
{
    public ExitCode ExitCode => exitCode;

    public string Reason => reason;

    /// <summary>The person asked for something that can't be done that way; found only after the command line had been read.</summary>
    public static CliException Usage(string message) => new(ExitCode.Usage, "usage", message);

    /// <summary>The command line is well formed, but this profile has no such account.</summary>
    public static CliException UnknownAccount(string message) => new(ExitCode.Failed, "invalidInput", message);
}
