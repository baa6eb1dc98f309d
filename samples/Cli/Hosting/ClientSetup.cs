// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Cli.Secrets;
using ChatSecure.Storage;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Cli.Hosting;

/// <summary>What an engine is made from.</summary>
/// <param name="Brand">Whose app this is.</param>
/// <param name="ProfileDirectory">Where its database lives.</param>
/// <param name="Route">How every account connects, whatever it was stored with.</param>
/// <param name="Secrets">Where to look for the database key first; null for nowhere.</param>
/// <param name="ReadKey">Reads the database key, when the database is opened.</param>
/// <param name="Log">The level from which on to log to standard error.</param>
/// <param name="LogOutput">Standard error.</param>
internal sealed record ClientSetup(
    Brand Brand,
    string ProfileDirectory,
    Route Route,
    ISecretStore? Secrets,
    Func<ProfileKey> ReadKey,
    LogLevel Log,
    TextWriter LogOutput
);
