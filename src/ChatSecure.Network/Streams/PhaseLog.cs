// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Streams;

/// <summary>Writes each change of a client's phase into the log. One task at a time changes it.</summary>
internal sealed partial class PhaseLog(ILogger logger)
{
    private ConnectionPhase _now = ConnectionPhase.Offline;

    /// <summary>The connection has come to another phase.</summary>
    /// <param name="next">The phase.</param>
    public void Enter(ConnectionPhase next)
    {
        if (next != _now)
        {
            LogPhase(_now, next);
            _now = next;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Connection phase: {From} -> {To}.")]
    private partial void LogPhase(ConnectionPhase from, ConnectionPhase to);
}
