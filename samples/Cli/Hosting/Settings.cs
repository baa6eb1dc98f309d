// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Cli.Hosting;

/// <summary>The values of the global options.</summary>
internal sealed record Settings
{
    public string? Profile { get; init; }

    public string? KeyVariable { get; init; }

    public string? KeyFile { get; init; }

    public string? BrandFolder { get; init; }

    public ServerAddress? Server { get; init; }

    public Uri? WebSocket { get; init; }

    public string? AuthoritiesFile { get; init; }

    public IReadOnlyList<string> Pins { get; init; } = [];

    public string? Proxy { get; init; }

    public Jid? Account { get; init; }

    public bool Json { get; init; }

    public LogLevel Log { get; init; } = LogLevel.None;

    /// <summary>Shows nothing: a proxy may carry a password.</summary>
    public override string ToString() => nameof(Settings);
}
