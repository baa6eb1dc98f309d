// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Errors;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network;

/// <content>What the client logs. All in one file: the generator writes the methods in the order in which it meets the files, which differs between
/// checkouts, and packages have to be the same bytes.</content>
public sealed partial class XmppClient
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Connection: {State}. {Reason} {Detail}")]
    private partial void LogStatus(ConnectionState state, ErrorKind? reason, string? detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "An attempt to connect failed unexpectedly ({Exception}).")]
    private partial void LogAttemptFailed(string exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A watcher of the connection's state failed ({Exception}).")]
    private partial void LogWatcherFailed(string exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The login is not bound to its TLS connection: the server offers only types of channel binding that .NET lacks, and does not prove its offer."
    )]
    private partial void LogUnbound();

    [LoggerMessage(
        Level = LogLevel.Debug,
        Message = "The stream is secured by {Tls}, {Mechanism}, channel binding {Binding}; resumable: {Resumable}."
    )]
    private partial void LogSecured(string tls, string mechanism, string binding, bool resumable);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A module could not start on the new stream ({Kind}): {Reason}")]
    private partial void LogModuleFailed(ErrorKind kind, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The server sends us to another host (hop {Hop}).")]
    private partial void LogElsewhere(int hop);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A message was not taken by its handler ({Exception}).")]
    private partial void LogNotTaken(string exception);
}
