// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatSecure.Accounts;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;

namespace ChatSecure.Core.Diagnostics;

/// <summary>What the engine measures, under the name <c>ChatSecure</c>: numbers and words of fixed vocabularies, never an address, a text or a key.</summary>
internal static class EngineMeter
{
    // The first word of this assembly: whoever renames the packages renames this.
    private static readonly string Name = typeof(EngineMeter).Assembly.GetName().Name!.Split('.')[0];

    private static readonly ActivitySource _activities = new(Name);
    private static readonly Meter _meter = new(Name);
    private static readonly ConcurrentDictionary<object, int> _outboxes = [];

    private static readonly UpDownCounter<int> _online = _meter.CreateUpDownCounter<int>(
        "chat.connections.online",
        "{account}",
        "Accounts that are online."
    );
    private static readonly Counter<long> _opened = _meter.CreateCounter<long>(
        "chat.connections.opened",
        "{connection}",
        "Connections made."
    );
    private static readonly Counter<long> _lost = _meter.CreateCounter<long>(
        "chat.connections.lost",
        "{connection}",
        "Connections lost or refused."
    );
    private static readonly Counter<long> _sent = _meter.CreateCounter<long>(
        "chat.messages.sent",
        "{message}",
        "Messages that servers have acknowledged."
    );
    private static readonly Counter<long> _received = _meter.CreateCounter<long>(
        "chat.messages.received",
        "{message}",
        "Messages of others, new here."
    );
    private static readonly Counter<long> _undecryptable = _meter.CreateCounter<long>(
        "chat.messages.undecryptable",
        "{message}",
        "Messages that could not be decrypted."
    );
    private static readonly Histogram<double> _catchUp = _meter.CreateHistogram<double>(
        "chat.catch_up.duration",
        "s",
        "How long reading an archive took."
    );

    static EngineMeter() =>
        _meter.CreateObservableGauge("chat.outbox.depth", () => _outboxes.Values.Sum(), "{message}", "What waits to be sent.");

    /// <summary>An account's connection went from one state to another.</summary>
    public static void Connection(ConnectionState before, ConnectionStatus status)
    {
        if (status.State == ConnectionState.Online)
        {
            _opened.Add(1, new KeyValuePair<string, object?>("resumed", status.Resumed));
        }
        else if (status.Reason is { } reason)
        {
            _lost.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
        }

        _online.Add((status.State == ConnectionState.Online ? 1 : 0) - (before == ConnectionState.Online ? 1 : 0));
    }

    /// <summary>What an event says of messages.</summary>
    public static void Count(ChatEvent happened)
    {
        if (happened is not MessageAdded { Message: { Direction: MessageDirection.Incoming } message })
        {
            return;
        }

        if (message.DecryptFailure is { } failure)
        {
            _undecryptable.Add(1, new KeyValuePair<string, object?>("reason", failure.ToString()));
        }
        else
        {
            _received.Add(
                1,
                new KeyValuePair<string, object?>("encryption", message.Encryption.ToString()),
                new KeyValuePair<string, object?>("source", message.Source.ToString())
            );
        }
    }

    /// <summary>A server has acknowledged a message.</summary>
    public static void Sent(EncryptionChoice encryption) =>
        _sent.Add(1, new KeyValuePair<string, object?>("encryption", encryption.ToString()));

    /// <summary>How much waits in one outbox; null once it is closed.</summary>
    public static void Outbox(object outbox, int? depth)
    {
        if (depth is { } waiting)
        {
            _outboxes[outbox] = waiting;
        }
        else
        {
            _outboxes.TryRemove(outbox, out _);
        }
    }

    /// <summary>Measures the reading of an archive.</summary>
    public static async Task CatchUpAsync(TimeProvider time, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            await TraceAsync("catch-up", run, cancellationToken).ConfigureAwait(false);
            outcome = "done";
        }
        finally
        {
            _catchUp.Record(time.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    /// <summary>Runs a step of the engine as an activity of that name.</summary>
    public static async Task TraceAsync(string name, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var activity = _activities.StartActivity(name, ActivityKind.Client);
        try
        {
            await run(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The kind alone: a description could say more than it should.
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag("error.type", error is ChatSecureException known ? known.Kind.ToString() : error.GetType().Name);
            throw;
        }
    }
}
