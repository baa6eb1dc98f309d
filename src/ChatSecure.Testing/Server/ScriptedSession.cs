// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Text;
using System.Threading.Channels;
using ChatSecure.Addressing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>A client's stream at a <see cref="ScriptedXmppServer"/>, from login to its end. What the client sends and the server does not answer by itself
/// waits here for the test. Safe for concurrent use.</summary>
public sealed class ScriptedSession
{
    internal const string ManagementNamespace = "urn:xmpp:sm:3";

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ScriptedXmppServer _server;
    private readonly ServerStream _stream;
    private readonly ScriptedServerOptions _options;
    private readonly ResumableStream _state;
    private readonly Channel<XmppElement> _received = Channel.CreateUnbounded<XmppElement>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isManaged;
    private volatile bool _forgets;
    private int _stanzas;

    internal ScriptedSession(
        ScriptedXmppServer server,
        ServerStream stream,
        ScriptedServerOptions options,
        ResumableStream state,
        bool isResumed,
        bool isManaged
    )
    {
        (_server, _stream, _options, _state) = (server, stream, options, state);
        (IsResumed, _isManaged) = (isResumed, isManaged);
    }

    /// <summary>The client's full address.</summary>
    public Jid Address => _state.Address;

    /// <summary>Whether it has resumed a former stream.</summary>
    public bool IsResumed { get; }

    /// <summary>The server name that the client asked for in TLS (SNI); null if it asked for none.</summary>
    public string? ServerName { get; internal init; }

    /// <summary>The application protocol that was agreed on in TLS (ALPN); empty if none.</summary>
    public string? ApplicationProtocol { get; internal init; }

    /// <summary>How many of our stanzas the client has acknowledged (XEP-0198), over all connections of the stream.</summary>
    public uint Acknowledged => _state.Acknowledged;

    /// <summary>How many stanzas have come from the client, over all connections of the stream.</summary>
    public uint Received => _state.Received;

    /// <summary>Ends when the connection has ended.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Waits for the next element from the client that is not answered automatically, and checks its name.</summary>
    /// <param name="name">The local name, such as <c>message</c>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The element.</returns>
    /// <exception cref="TimeoutException">None came within 10 s.</exception>
    /// <exception cref="InvalidOperationException">It has another name.</exception>
    /// <exception cref="ChannelClosedException">The stream has ended.</exception>
    public async Task<XmppElement> ExpectAsync(string name, CancellationToken cancellationToken = default)
    {
        var element = await _received
            .Reader.ReadAsync(cancellationToken)
            .AsTask()
            .WaitAsync(_patience, cancellationToken)
            .ConfigureAwait(false);
        return element.Name == name
            ? element
            : throw new InvalidOperationException($"Expected {name}, but the client sent {element.Name}.");
    }

    /// <summary>Sends an element, given as XML.</summary>
    /// <param name="xml">One element. Without a namespace it is in that of the stream, <c>jabber:client</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is written.</returns>
    public Task SendXmlAsync(string xml, CancellationToken cancellationToken = default) =>
        SendAsync(XmppElement.Parse(Encoding.UTF8.GetBytes(xml)), cancellationToken);

    /// <summary>Sends an element; a stanza counts for acknowledgements.</summary>
    /// <param name="element">The element.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is written.</returns>
    public Task SendAsync(XmppElement element, CancellationToken cancellationToken = default)
    {
        var bytes = element.ToUtf8();
        if (_isManaged && element.Namespace == Stanza.ClientNamespace)
        {
            _state.Sent(bytes);
        }

        return _stream.WriteAsync(bytes, cancellationToken);
    }

    /// <summary>Sends bytes as they are, well-formed or not. They count for nothing.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when they are written.</returns>
    public Task SendRawAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Asks the client how many stanzas it has handled (XEP-0198).</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when it is written.</returns>
    public Task AskAsync(CancellationToken cancellationToken = default) =>
        SendAsync(new XmppElement("r", ManagementNamespace), cancellationToken);

    /// <summary>From now on, stanzas from the client still reach the test but don't count, as if they had been lost on the way.</summary>
    public void ForgetFromNowOn() => _forgets = true;

    /// <summary>Cuts the connection without a word.</summary>
    public void Drop() => _stream.Dispose();

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _stream.ReadAsync(cancellationToken).ConfigureAwait(false) is { } element)
            {
                if (element.Namespace == ManagementNamespace)
                {
                    await OnManagementAsync(element, cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await OnStanzaAsync(element, cancellationToken).ConfigureAwait(false);
                }

                if (_stanzas >= _options.DropAfterStanzas)
                {
                    return;
                }
            }

            await _stream.WriteAsync("</stream:stream>"u8.ToArray(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _received.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    private async Task OnStanzaAsync(XmppElement element, CancellationToken cancellationToken)
    {
        if (element.Namespace == Stanza.ClientNamespace)
        {
            _stanzas++;
            _state.Received += _forgets ? 0u : 1u;
        }

        if (element.Is("iq", Stanza.ClientNamespace) && _server.Answer(new IqStanza(element)) is { } answer)
        {
            await SendAsync(answer.Element, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _received.Writer.WriteAsync(element, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OnManagementAsync(XmppElement element, CancellationToken cancellationToken)
    {
        switch (element.Name)
        {
            case "enable":
                _server.Resumable[_state.Id] = _state;
                _state.Received = 0;
                var enabled = new XmppElement("enabled", ManagementNamespace)
                {
                    ["id"] = _state.Id,
                    ["resume"] = "true",
                    ["location"] = _options.Location,
                };
                _isManaged = true;
                await SendAsync(enabled, cancellationToken).ConfigureAwait(false);
                break;
            case "r" when _options.AnswersQuestions:
                var count = _state.Received + (_options.Faults.HasFlag(ServerFaults.CountTooHigh) ? 1000u : 0u);
                var answer = new XmppElement("a", ManagementNamespace) { ["h"] = count.ToString(CultureInfo.InvariantCulture) };
                await SendAsync(answer, cancellationToken).ConfigureAwait(false);
                break;
            case "a":
                _state.Acknowledge(uint.Parse(element["h"]!, CultureInfo.InvariantCulture));
                break;
            default:
                await _received.Writer.WriteAsync(element, cancellationToken).ConfigureAwait(false);
                break;
        }
    }
}
