// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Network.Stanzas;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Network.Routing;

/// <summary>Hands the stanzas of one connection to their handlers, one at a time and in order. A handler that fails costs its own stanza only; but if a
/// message could not be delivered to the app, the connection ends before that message counts as handled, so that the server sends it again.</summary>
internal sealed partial class StanzaDispatcher(
    InboundQueue queue,
    StanzaRouter router,
    Func<MessageStanza, CancellationToken, ValueTask> deliver,
    Func<IqStanza, CancellationToken, ValueTask> reply,
    Func<IqStanza, bool> mayReply,
    ILogger logger
)
{
    /// <summary>Raised when all that was read has been handled.</summary>
    public Action? Drained { get; set; }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="DeliveryException">The app did not take a message.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var stanza = await queue.NextAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await HandleAsync(stanza, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e)
                when (e is not DeliveryException && !(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                LogFailed(stanza.Element.Name, e.GetType().Name);
            }

            if (queue.Done())
            {
                Drained?.Invoke();
            }
        }
    }

    private async ValueTask HandleAsync(Stanza stanza, CancellationToken cancellationToken)
    {
        switch (stanza)
        {
            case MessageStanza message:
                if (!await router.DispatchMessageAsync(message, cancellationToken).ConfigureAwait(false))
                {
                    await deliver(message, cancellationToken).ConfigureAwait(false);
                }

                break;
            case PresenceStanza presence:
                await router.DispatchPresenceAsync(presence, cancellationToken).ConfigureAwait(false);
                break;
            case IqStanza request:
                await ReplyAsync(request, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    // A question costs its sender before it is answered; a command costs only if it is refused, for those that are not are bounded by what they belong to.
    private async ValueTask ReplyAsync(IqStanza request, CancellationToken cancellationToken)
    {
        if (request.Type == "get" && !mayReply(request))
        {
            LogUnanswered();
            return;
        }

        var answer = await AnswerAsync(request, cancellationToken).ConfigureAwait(false);
        if (request.Type == "set" && answer.IsError && !mayReply(request))
        {
            LogUnanswered();
            return;
        }

        await reply(answer, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<IqStanza> AnswerAsync(IqStanza request, CancellationToken cancellationToken)
    {
        try
        {
            return await router.DispatchIqAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            LogFailed(request.Element.Name, e.GetType().Name);
            return request.CreateError(new StanzaErrorException("internal-server-error"));
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A request was left unanswered: its sender asks too much.")]
    private partial void LogUnanswered();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The handler of a {Stanza} stanza failed ({Exception}).")]
    private partial void LogFailed(string stanza, string exception);
}
