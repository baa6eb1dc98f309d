// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Hooks;
using ChatSecure.Messaging;
using ChatSecure.Network.Xeps.Files;
using ChatSecure.Stores;
using Microsoft.Extensions.Logging;

namespace ChatSecure.Core.Hooks;

/// <summary>Asks the app's hooks before a message is stored. Whatever goes wrong in one, the message is not sent, and nothing else suffers.</summary>
internal sealed partial class HookRunner(ChatHooks hooks, IChatStore store, TimeProvider time, ILogger logger)
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What to send in place of a text.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Failed"/>: a hook refuses it or failed.</exception>
    public async Task<string> BeforeSendAsync(OutgoingMessageContext context, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks.Outgoing)
        {
            var decision = await AskAsync(token => hook.BeforeSendAsync(context, token), cancellationToken).ConfigureAwait(false);
            if (decision is not { Refusal: null })
            {
                throw new ChatSecureException(ErrorKind.Failed, "The app refuses to send this message.")
                {
                    Condition = decision?.Refusal ?? "hook-failed",
                };
            }

            context = context with { Body = decision.Body ?? context.Body };
        }

        return context.Body;
    }

    /// <summary>How to protect a message: as asked for, or better.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>: a hook wants less; <see cref="ErrorKind.Failed"/>: one failed.</exception>
    public async Task<EncryptionChoice> ChooseAsync(
        ConversationId conversation,
        EncryptionChoice choice,
        CancellationToken cancellationToken
    )
    {
        if (hooks.Encryption.Count == 0)
        {
            return choice;
        }

        var summary = await store.Conversations.FindAsync(conversation, cancellationToken).ConfigureAwait(false);
        foreach (var hook in hooks.Encryption)
        {
            var context = new EncryptionContext(conversation, choice, summary?.EverEncrypted == true);
            var chosen = await AskAsync(token => hook.ChooseAsync(context, token), cancellationToken).ConfigureAwait(false);
            if (!Enum.IsDefined(chosen) || (chosen == EncryptionChoice.None && choice != EncryptionChoice.None))
            {
                throw new ChatSecureException(ErrorKind.CannotEncrypt, "The app chose a weaker protection than was asked for.")
                {
                    Condition = "hook-weakens",
                };
            }

            choice = chosen;
        }

        return choice;
    }

    /// <summary>Whether hooks choose where files are uploaded to.</summary>
    public bool ChoosesUploadService => hooks.UploadService.Count > 0;

    /// <summary>Where to upload a file to.</summary>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.Failed"/>: a hook refuses it, names another place, or failed.</exception>
    public async Task<Jid> ChooseUploadServiceAsync(UploadServiceContext context, CancellationToken cancellationToken)
    {
        foreach (var hook in hooks.UploadService)
        {
            var chosen = await AskAsync(token => hook.ChooseAsync(context, token), cancellationToken).ConfigureAwait(false);
            context =
                chosen is { } address && context.Services.ContainsKey(address)
                    ? context with
                    {
                        Chosen = address,
                    }
                    : throw new ChatSecureException(ErrorKind.Failed, "The app lets no upload service have this file.")
                    {
                        Condition = "hook-refused",
                    };
        }

        return context.Chosen;
    }

    /// <summary>A small picture of a file that is sent; null if the app makes none. Nothing that goes wrong there keeps the file.</summary>
    public async Task<string?> ThumbnailAsync(Func<ValueTask<Stream?>> open, string? mediaType, CancellationToken cancellationToken)
    {
        if (hooks.Thumbnail is not { } hook || await open().ConfigureAwait(false) is not { } content)
        {
            return null;
        }

        await using (content.ConfigureAwait(false))
        {
            var context = new ThumbnailContext(content, mediaType, FileThumbnail.MaxBytes, FileThumbnail.MaxPixels);
            try
            {
                var picture = await AskAsync(token => hook.CreateAsync(context, token), cancellationToken).ConfigureAwait(false);
                return picture is { } made ? FileThumbnail.TryCreate(made)?.DataUri : null;
            }
            catch (ChatSecureException error) when (error.Condition == "hook-failed")
            {
                return null;
            }
        }
    }

    private async Task<T> AskAsync<T>(Func<CancellationToken, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return await ask(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(error.GetType().Name);
            throw new ChatSecureException(ErrorKind.Failed, "A hook of the app failed; the message was not sent.", error)
            {
                Condition = "hook-failed",
            };
        }
    }

    [LoggerMessage(EventId = 4501, Level = LogLevel.Error, Message = "A hook of the app failed ({Fault}); the message was not sent.")]
    private partial void LogFailed(string fault);
}
