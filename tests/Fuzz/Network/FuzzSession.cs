// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Fuzz.Network;

/// <summary>A session whose server says what the input says: the answer to a request is the payload of the next element.</summary>
internal sealed class FuzzSession(Queue<XmppElement> input) : IXmppSession
{
    public Jid Account { get; } = Jid.Parse("juliet@capulet.example");

    public Jid? BoundAddress => Account.WithResource("balcony");

    public XmppElement? StreamFeatures { get; } = new("features", XmppStreamReader.StreamNamespace);

    public IReadOnlyCollection<string> BoundFeatures => [];

    public ILogger Logger => NullLogger.Instance;

    public TimeProvider Time { get; } = new FakeTimeProvider();

    /// <summary>How much was sent because of the input.</summary>
    public int Sent { get; private set; }

    /// <summary>What modules unwrapped.</summary>
    public List<IncomingMessage> Delivered { get; } = [];

    public async Task<IqStanza> RequestAsync(IqStanza request, CancellationToken cancellationToken = default)
    {
        Write(request.Element);
        if (!input.TryDequeue(out var answer) || !answer.Is("iq", Stanza.ClientNamespace) || answer["type"] != "result")
        {
            throw new StanzaErrorException("service-unavailable");
        }

        await Task.CompletedTask.ConfigureAwait(false);
        return new(answer);
    }

    public ValueTask SendAsync(Stanza stanza, CancellationToken cancellationToken = default)
    {
        Write(stanza.Element);
        return default;
    }

    public ValueTask SendElementAsync(XmppElement element, CancellationToken cancellationToken = default)
    {
        Write(element);
        return default;
    }

    public ValueTask DeliverAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        Delivered.Add(message);
        return default;
    }

    // What goes out must be writable, whatever came in.
    private void Write(XmppElement element)
    {
        Sent++;
        _ = element.ToUtf8();
    }
}
