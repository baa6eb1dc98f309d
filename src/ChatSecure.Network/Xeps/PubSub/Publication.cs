// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Xeps.PubSub;

/// <summary>Publishes one item at a node of ours that is configured as demanded, or not at all: if it is configured otherwise, once reconfigures it; if the
/// server does not allow so many items, asks for fewer.</summary>
internal sealed class Publication(IXmppSession session, string node, string itemId, XmppElement payload)
{
    // What to ask for when a server knows no "max", or has a lower limit than asked for.
    private static readonly int[] Fallbacks = [1000, 100, 10];

    public async Task PublishAsync(PublishOptions options, CancellationToken cancellationToken)
    {
        var limits = options.MaxItems is { } max ? Fallbacks.Where(limit => limit < max) : [];
        foreach (var limit in limits)
        {
            try
            {
                await PublishOnceAsync(options, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (StanzaErrorException error) when (IsAboutOptions(error))
            {
                options = options with { MaxItems = limit };
            }
        }

        await PublishOnceAsync(options, cancellationToken).ConfigureAwait(false);
    }

    private async Task PublishOnceAsync(PublishOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (StanzaErrorException error) when (error.ApplicationCondition == "precondition-not-met")
        {
            await ConfigureAsync(options, cancellationToken).ConfigureAwait(false);
            await SendAsync(options, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<IqStanza> SendAsync(PublishOptions options, CancellationToken cancellationToken) =>
        session.RequestAsync(new("set", PubSubPayload.WritePublish(node, itemId, payload, options)), cancellationToken);

    private async Task ConfigureAsync(PublishOptions options, CancellationToken cancellationToken)
    {
        var answer = await session.RequestAsync(new("get", PubSubPayload.WriteConfigure(node)), cancellationToken).ConfigureAwait(false);
        var form =
            PubSubPayload.ReadConfiguration(answer.Payload, options)
            ?? throw new ChatSecureException(ErrorKind.Protocol, "The server did not send the configuration of a node.");
        await session.RequestAsync(new("set", PubSubPayload.WriteConfigure(node, form)), cancellationToken).ConfigureAwait(false);
    }

    private static bool IsAboutOptions(StanzaErrorException error) =>
        error.ApplicationCondition is "precondition-not-met" or "max-items-exceeded"
        || error.Condition is "bad-request" or "not-acceptable" or "conflict";
}
