// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using ChatSecure.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>An XMPP server for tests, in this process, on a free port of 127.0.0.1. It does TLS with a certificate of its own authority, login, binding and
/// stream management; everything else the test scripts, through <see cref="OnIq"/> and <see cref="ScriptedSession"/>. It routes nothing between clients.
/// Safe for concurrent use.</summary>
public sealed class ScriptedXmppServer : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly TestAuthority _authority;
    private readonly ConcurrentDictionary<(string Type, string Name, string Namespace), Func<IqStanza, XmppElement?>> _requests = new();
    private readonly Channel<ScriptedSession> _sessions = Channel.CreateUnbounded<ScriptedSession>();
    private readonly ConcurrentDictionary<ServerStream, bool> _streams = new();
    private readonly ConcurrentQueue<string> _inClear = new();
    private readonly ConcurrentQueue<XmppElement> _logins = new();
    private readonly ConcurrentQueue<KeyValuePair<string, string>> _upgraded = new();
    private readonly Task _accepting;
    private int _connections;

    private ScriptedXmppServer(ScriptedServerOptions options)
    {
        Options = options;
        _authority = new(TimeProvider.System);
        Certificate = _authority.Issue(options.Domain, options.Certificate);
        OnIq("get", "ping", "urn:xmpp:ping", _ => null);
        _listener.Start();
        _accepting = AcceptAllAsync();
    }

    /// <summary>What it serves. May be replaced between connections; domain and certificate stay.</summary>
    public ScriptedServerOptions Options { get; set; }

    /// <summary>Where it listens.</summary>
    public ServerAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port, Options.Tls);

    /// <summary>The authority that signs its certificate, in PEM, for a client's extra authorities.</summary>
    public string AuthorityPem => _authority.Pem;

    /// <summary>Its certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>How many connections were made to it.</summary>
    public int Connections => _connections;

    /// <summary>The names of the elements that clients have sent unencrypted, stream headers not counted.</summary>
    public IReadOnlyCollection<string> ReceivedInClear => _inClear;

    /// <summary>The logins that clients have attempted, each an <c>auth</c> or <c>authenticate</c> element, in order.</summary>
    public IReadOnlyCollection<XmppElement> Logins => _logins;

    /// <summary>What clients have answered to upgrade tasks (XEP-0480): the task and the hash in base64.</summary>
    public IReadOnlyCollection<KeyValuePair<string, string>> UpgradedHashes => _upgraded;

    internal TokenBook Tokens { get; } = new();

    internal ConcurrentDictionary<string, ResumableStream> Resumable { get; } = new();

    /// <summary>Starts a server.</summary>
    /// <param name="options">What it serves; null for the defaults.</param>
    /// <returns>The server, listening.</returns>
    public static ScriptedXmppServer Start(ScriptedServerOptions? options = null) => new(options ?? new());

    /// <summary>Answers requests with a payload, on every connection, before login too. Replaces an answer given before.</summary>
    /// <param name="type"><c>get</c> or <c>set</c>.</param>
    /// <param name="payloadName">The payload's local name.</param>
    /// <param name="payloadNamespace">The payload's namespace.</param>
    /// <param name="answer">The result's payload; null for an empty result. May throw <see cref="StanzaErrorException"/>.</param>
    public void OnIq(string type, string payloadName, string payloadNamespace, Func<IqStanza, XmppElement?> answer) =>
        _requests[(type, payloadName, payloadNamespace)] = answer;

    /// <summary>Forgets all tokens that it has given out (XEP-0484).</summary>
    public void RevokeTokens() => Tokens.Revoke();

    /// <summary>Waits for the next client that has logged in and bound, or resumed, its stream.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Its session.</returns>
    /// <exception cref="TimeoutException">None came within 10 s.</exception>
    public Task<ScriptedSession> AcceptAsync(CancellationToken cancellationToken = default) =>
        _sessions.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(_patience, cancellationToken);

    /// <summary>Waits until every client has left and all that they wrote before has been read: from then on <see cref="ReceivedInClear"/> and
    /// <see cref="Logins"/> are complete.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Done when no connection is served.</returns>
    /// <exception cref="TimeoutException">A client was still there after 10 s.</exception>
    public async Task WaitUntilIdleAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (!_streams.IsEmpty || _listener.Pending())
        {
            if (Stopwatch.GetElapsedTime(started) > _patience)
            {
                throw new TimeoutException("A client is still connected.");
            }

            await Task.Delay(5, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops it and cuts its connections.</summary>
    /// <returns>Done when it has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        foreach (var stream in _streams.Keys)
        {
            stream.Dispose();
        }

        await _accepting.ConfigureAwait(false);
        _listener.Dispose();
        Certificate.Dispose();
        _authority.Dispose();
        _ended.Dispose();
    }

    internal void NoteLogin(XmppElement login) => _logins.Enqueue(login);

    internal void NoteUpgrade(string task, string hash) => _upgraded.Enqueue(new(task, hash));

    internal void NoteInClear(XmppElement element) => _inClear.Enqueue(element.Name);

    /// <summary>The scripted answer to a request; null if there is none.</summary>
    internal IqStanza? Answer(IqStanza request)
    {
        if (
            request.Type is not { } type
            || request.Payload is not { } payload
            || !_requests.TryGetValue((type, payload.Name, payload.Namespace), out var answer)
        )
        {
            return null;
        }

        try
        {
            var result = request.CreateResult(answer(request));
            result.Element["from"] = request.Element["to"];
            return result;
        }
        catch (StanzaErrorException error)
        {
            var refusal = request.CreateError(error);
            refusal.Element["from"] = request.Element["to"];
            return refusal;
        }
    }

    private async Task AcceptAllAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ended.Token).ConfigureAwait(false);
                client.NoDelay = true;
                Interlocked.Increment(ref _connections);
                connections.Add(ServeAsync(new ServerStream(new NetworkStream(client, ownsSocket: true)) { Tamper = Options.Tamper }));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }

        await Task.WhenAll(connections).ConfigureAwait(false);
    }

    private async Task ServeAsync(ServerStream stream)
    {
        _streams[stream] = true;
        try
        {
            if (await new ServerNegotiation(this, stream).RunAsync(_ended.Token).ConfigureAwait(false) is { } session)
            {
                await _sessions.Writer.WriteAsync(session, _ended.Token).ConfigureAwait(false);
                await session.RunAsync(_ended.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e)
            when (e
                    is IOException
                        or ChatSecureException
                        or OperationCanceledException
                        or ObjectDisposedException
                        // SslStream's word for a connection that was cut before the handshake.
                        or ArgumentException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The client has gone, as many tests want it to.
        }
        finally
        {
            _streams.TryRemove(stream, out _);
            stream.Dispose();
        }
    }
}
