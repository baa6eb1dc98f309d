// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Core.Events;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Privacy;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Media;

/// <summary>Fetches files of messages by itself, small ones, of those whose files the privacy settings let be fetched.</summary>
internal sealed partial class AutoFetch : IAsyncDisposable
{
    private readonly AttachmentService _attachments;
    private readonly SessionTable _sessions;
    private readonly long _upTo;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _worker;

    public AutoFetch(AttachmentService attachments, SessionTable sessions, EngineServices services)
    {
        _attachments = attachments;
        _sessions = sessions;
        _upTo = Math.Min(services.Options.FetchUpTo, services.Options.MaxDownload);
        _logger = services.Loggers.CreateLogger<AutoFetch>();
        _worker = _upTo > 0 ? WorkAsync(services.Events.ListenAsync(_stop.Token)) : Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _worker.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task WorkAsync(IAsyncEnumerable<ChatEvent> events)
    {
        try
        {
            await foreach (var told in events.ConfigureAwait(false))
            {
                if (told is MessageAdded { Message: { Direction: MessageDirection.Incoming, Attachments.Count: > 0 } message })
                {
                    await TryFetchAsync(message).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task TryFetchAsync(ChatMessage message)
    {
        try
        {
            await FetchAsync(message).ConfigureAwait(false);
        }
        catch (ChatSecureException error)
        {
            // The account was removed, or the profile locked, in the meantime.
            LogFailed(error.Kind, error.Condition);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // One file that breaks something is no reason to fetch no other.
            LogBroken(error.GetType().Name);
        }
    }

    private async Task FetchAsync(ChatMessage message)
    {
        var session = await _sessions.GetAsync(message.Conversation.Account, _stop.Token).ConfigureAwait(false);
        if (!await IsWantedAsync(session, message.From.Bare).ConfigureAwait(false))
        {
            return;
        }

        for (var i = 0; i < message.Attachments.Count; i++)
        {
            // Who does not say how large a file is has to be asked by a person.
            if (message.Attachments[i] is { Source: not null, Size: { } size } && size <= _upTo)
            {
                await FetchAsync(new MessageRef(message.Conversation, message.Direction, message.Id), i).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<bool> IsWantedAsync(AccountSession session, Jid sender) =>
        session.Privacy.Current.AutoDownload switch
        {
            AutoDownload.Everybody => true,
            AutoDownload.Contacts => await session.Contacts.SeesUsAsync(sender, _stop.Token).ConfigureAwait(false),
            _ => false,
        };

    private async Task FetchAsync(MessageRef message, int index)
    {
        try
        {
            await _attachments.DownloadAsync(message, index, _stop.Token).ConfigureAwait(false);
        }
        catch (ChatSecureException error)
        {
            LogFailed(error.Kind, error.Condition);
        }
    }

    [LoggerMessage(EventId = 4511, Level = LogLevel.Error, Message = "Fetching a file failed by an unexpected error ({Fault}).")]
    private partial void LogBroken(string fault);

    [LoggerMessage(EventId = 4510, Level = LogLevel.Information, Message = "A file could not be fetched by itself: {Kind} {Condition}.")]
    private partial void LogFailed(ErrorKind kind, string? condition);
}
