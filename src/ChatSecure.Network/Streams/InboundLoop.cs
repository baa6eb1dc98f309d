// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Streams;

/// <summary>Reads a stream that is ready. Answers to requests, acknowledgements and intercepted messages are dealt with at once, since somebody waits for
/// them; everything else queues for its ordered handler.</summary>
internal sealed partial class InboundLoop(
    XmppStream stream,
    InboundQueue queue,
    OutboundPump pump,
    StreamManagement management,
    StanzaRouter router,
    IqTracker requests,
    PingQuestion ping,
    KeepAlive keepAlive,
    ILogger logger
)
{
    private volatile bool _isBehind;

    /// <summary>Reads until the stream ends.</summary>
    /// <exception cref="Errors.ChatSecureException">Why it ended.</exception>
    /// <exception cref="UnrecoverableStreamException">The server broke the protocol; the error to send it is in the exception.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var element = await stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            keepAlive.Heard();
            if (element.Namespace == StreamManagement.Namespace)
            {
                OnManagement(element);
            }
            else
            {
                await OnStanzaAsync(element, counts: true, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>All that was read has been handled: an acknowledgement that came out too low is made good.</summary>
    public void OnDrained()
    {
        if (_isBehind)
        {
            _isBehind = false;
            pump.Answer();
        }
    }

    /// <summary>Takes a first-level element that is, or should be, a stanza.</summary>
    /// <param name="element">The element.</param>
    /// <param name="counts">Whether it counts for acknowledgements: not if it came before the counting began.</param>
    /// <param name="cancellationToken">Ends with the stream.</param>
    public async ValueTask OnStanzaAsync(XmppElement element, bool counts, CancellationToken cancellationToken)
    {
        switch (element.Namespace == Stanza.ClientNamespace ? element.Name : null)
        {
            case "iq":
                await OnIqAsync(new IqStanza(element), counts, cancellationToken).ConfigureAwait(false);
                break;
            case "message":
                var message = new MessageStanza(element);
                if (Intercepts(message))
                {
                    queue.Skip(counts);
                }
                else
                {
                    await queue.AddAsync(message, counts, cancellationToken).ConfigureAwait(false);
                }

                break;
            case "presence":
                await queue.AddAsync(new PresenceStanza(element), counts, cancellationToken).ConfigureAwait(false);
                break;
            default:
                LogIgnored("an element that is no stanza");
                break;
        }
    }

    private async ValueTask OnIqAsync(IqStanza iq, bool counts, CancellationToken cancellationToken)
    {
        // RFC 6120, section 8.2.3: an id, a type of four, and exactly one payload in a request.
        if (iq is { Type: "get" or "set", Id.Length: > 0, Element.Children.Count: 1 })
        {
            await queue.AddAsync(iq, counts, cancellationToken).ConfigureAwait(false);
            return;
        }

        queue.Skip(counts);
        if (iq.Type is not ("result" or "error"))
        {
            LogIgnored("a malformed request");
        }
        else if (ping.TryAnswer(iq, out var upTo))
        {
            Acknowledge(upTo);
        }
        else if (!requests.TryAnswer(iq))
        {
            LogIgnored("an answer to nothing that was asked of its sender");
        }
    }

    private void OnManagement(XmppElement element)
    {
        switch (element.Name)
        {
            case "r":
                _isBehind = !queue.IsDrained;
                pump.Answer();
                break;
            case "a" when StreamManagement.TryReadCount(element, out var h):
                Acknowledge(h);
                break;
            default:
                LogIgnored("an unknown element of stream management");
                break;
        }
    }

    private void Acknowledge(uint h)
    {
        keepAlive.Answered();
        if (!management.TryAcknowledge(h))
        {
            throw UnrecoverableStreamException.TooHighCount();
        }

        pump.Wake();
    }

    private bool Intercepts(MessageStanza message)
    {
        try
        {
            return router.Intercept(message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogInterceptorFailed(e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Ignored {What}.")]
    private partial void LogIgnored(string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An interceptor of messages failed ({Exception}).")]
    private partial void LogInterceptorFailed(string exception);
}
