// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ChatSecure.Network.Tests.Xeps;

/// <summary>A session without a stream: answers requests by script and routes what comes in through a real router. All that goes in or out passes through
/// XML.</summary>
internal sealed class FakeXmppSession : IXmppSession
{
    public static readonly Jid Me = Jid.Parse("juliet@capulet.example");
    public static readonly Jid Peer = Jid.Parse("romeo@montague.example");

    private readonly Dictionary<(string Type, string Name, string Namespace), Func<IqStanza, Task<XmppElement?>>> _answers = [];

    public StanzaRouter Router { get; } = new();

    public Jid Account => Me;

    public Jid? BoundAddress { get; } = Me.WithResource("balcony");

    public XmppElement? StreamFeatures { get; set; } = new("features", "http://etherx.jabber.org/streams");

    public IReadOnlyCollection<string> BoundFeatures { get; set; } = [];

    public ILogger Logger => NullLogger.Instance;

    public TimeProvider Time { get; } = new FakeTimeProvider();

    /// <summary>The requests that modules made.</summary>
    public Recorded<IqStanza> Requests { get; } = new();

    /// <summary>The stanzas that modules sent.</summary>
    public Recorded<Stanza> Sent { get; } = new();

    /// <summary>The elements that modules sent and that are no stanzas.</summary>
    public Recorded<XmppElement> SentElements { get; } = new();

    /// <summary>The messages that modules unwrapped and handed on.</summary>
    public Recorded<IncomingMessage> Delivered { get; } = new();

    /// <summary>The messages that no module took, which a client would hand on as they are.</summary>
    public Recorded<MessageStanza> Ordinary { get; } = new();

    public static FakeXmppSession With(params IXmppModule[] modules)
    {
        var session = new FakeXmppSession();
        foreach (var module in modules)
        {
            session.Router.Attach(module, session);
        }

        return session;
    }

    public static XmppElement ParseXml(string xml) => XmppElement.Parse(Encoding.UTF8.GetBytes(xml));

    /// <summary>The answer to requests with that payload: its payload as XML, null for an empty result; or throws the error.</summary>
    public void Answer(string type, string name, string ns, Func<IqStanza, string?> answer) =>
        _answers[(type, name, ns)] = request => Task.FromResult(answer(request) is { } xml ? ParseXml(xml) : null);

    /// <summary>The same for a script that waits.</summary>
    public void AnswerLater(string type, string name, string ns, Func<IqStanza, Task<XmppElement?>> answer) =>
        _answers[(type, name, ns)] = answer;

    public ValueTask SendElementAsync(XmppElement element, CancellationToken cancellationToken = default)
    {
        SentElements.Add(Reparse(element));
        return ValueTask.CompletedTask;
    }

    public async Task<IqStanza> RequestAsync(IqStanza request, CancellationToken cancellationToken = default)
    {
        request.Id = $"request-{Requests.Count}";
        var seen = new IqStanza(Reparse(request.Element));
        Requests.Add(seen);
        var payload = seen.Payload!;
        if (!_answers.TryGetValue((seen.Type!, payload.Name, payload.Namespace), out var answer))
        {
            throw new StanzaErrorException("service-unavailable");
        }

        return seen.CreateResult(await answer(seen).WaitAsync(cancellationToken));
    }

    public ValueTask SendAsync(Stanza stanza, CancellationToken cancellationToken = default)
    {
        var element = Reparse(stanza.Element);
        Sent.Add(
            stanza switch
            {
                MessageStanza => new MessageStanza(element),
                PresenceStanza => new PresenceStanza(element),
                _ => new IqStanza(element),
            }
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask DeliverAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        Delivered.Add(message);
        return ValueTask.CompletedTask;
    }

    public async Task StartAsync(bool resumed = false)
    {
        foreach (var start in Router.SessionStartedHandlers)
        {
            await start(resumed, CancellationToken.None);
        }
    }

    public async Task ReceiveMessageAsync(string xml)
    {
        var message = new MessageStanza(ParseXml(xml));
        if (!Router.Intercept(message) && !await Router.DispatchMessageAsync(message, CancellationToken.None))
        {
            Ordinary.Add(message);
        }
    }

    public async Task<IqStanza> ReceiveIqAsync(string xml) =>
        new(Reparse((await Router.DispatchIqAsync(new(ParseXml(xml)), CancellationToken.None)).Element));

    public async Task ReceivePresenceAsync(string xml) => await Router.DispatchPresenceAsync(new(ParseXml(xml)), CancellationToken.None);

    public static XmppElement Reparse(XmppElement element) => XmppElement.Parse(element.ToUtf8());
}
