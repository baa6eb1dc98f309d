// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Slots;
using ChatSecure.UIKit.Threading;
using ChatSecure.UIKit.Timeline;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Composer;

/// <summary>The field to write in: drafts, answers, edits, how the message will be protected, and why it can't be sent now. Create it, bind to it,
/// <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown; what was typed is kept.</summary>
public sealed partial class ComposerViewModel : ViewModel
{
    /// <summary>The longest text that can be sent, in UTF-16 characters.</summary>
    public const int MaxDraftLength = 10_000;

    private static readonly TimeSpan _saveAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _pausedAfter = TimeSpan.FromSeconds(5);

    private readonly UiCommand _send;
    private readonly ITimer _save;
    private readonly ITimer _pause;
    private readonly string? _name;
    private readonly Signal _peerChanged = new();
    private Protection _protection = Protection.Unknown;
    private bool _isTyping;
    private string _kept = string.Empty;
    private string _saved = string.Empty;
    private MessageRef? _target;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="conversation">Which conversation.</param>
    /// <param name="name">What the other side is called if it is no contact, such as a group's name.</param>
    public ComposerViewModel(UiContext context, ConversationId conversation, string? name = null)
        : base(context)
    {
        (Conversation, _name) = (conversation, name);
        _send = new(WhyBlocked, SendAsync, InvokeAsync);
        _save = Time.CreateTimer(_ => _ = SaveAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _pause = Time.CreateTimer(_ => _ = TellAsync(TypingState.Paused), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The conversation.</summary>
    public ConversationId Conversation { get; }

    /// <summary>What the empty field shows.</summary>
    public string Placeholder => Brand.Text("composer.placeholder", ("name", Name));

    /// <summary>What the person is writing. Kept over restarts.</summary>
    public string Draft
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (Set(ref field, value))
            {
                Problem = null;
                _send.Raise();
                OnTyped(value);
            }
        }
    } = string.Empty;

    /// <summary>What becomes of the text.</summary>
    public ComposerMode Mode
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What is edited or answered, in words; null for a new message.</summary>
    public string? ModeText =>
        Mode switch
        {
            ComposerMode.Edit => Brand.Text("composer.editing"),
            ComposerMode.Reply => Brand.Text("composer.replyingTo", ("name", TargetSender ?? string.Empty)),
            _ => null,
        };

    /// <summary>The beginning of the message that is edited or answered; null for a new message.</summary>
    public string? TargetText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>Who wrote the message that is answered; null for none.</summary>
    public string? TargetSender
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What the person wants. Plain text only where the brand allows it.</summary>
    public EncryptionChoice Choice
    {
        get;
        set
        {
            if (!(value == EncryptionChoice.None && !CanSendPlainText) && Set(ref field, value))
            {
                RaiseProtection();
            }
        }
    }

    /// <summary>Whether plain text may be chosen.</summary>
    public bool CanSendPlainText => !Brand.Policy.RequireEncryption;

    /// <summary>Whether it is a group, as far as is known.</summary>
    public bool IsGroup => _protection.Group is not null;

    /// <summary>How the next message will be protected; null as long as nobody knows, and where it can't be sent.</summary>
    public EncryptionKind? Encryption => _protection.Of(Choice);

    /// <summary>How the next message will be protected, and who could read it, in words; empty until that is known.</summary>
    public string EncryptionText => _protection.Explain(Choice, Name, Names, Brand);

    /// <summary>A warning that the message will go out in the clear; null if it will not.</summary>
    public string? PlainTextWarning => Encryption == EncryptionKind.None ? Brand.Text("composer.unencrypted") : null;

    /// <summary>Who can't be encrypted to, by name; empty if everybody can.</summary>
    public IReadOnlyList<string> RecipientsWithoutKeys => _protection.WithoutKeys(Name, Names, Brand);

    /// <summary>Sends the text and empties the field; its reason says why it can't be sent now. What went wrong is in <see cref="ViewModel.Problem"/>, and the
    /// text stays.</summary>
    public IUiCommand SendCommand => _send;

    private string Name => Names.Of(Conversation.Peer, _protection.Group?.Room.Name ?? _name);

    /// <summary>Answers a message.</summary>
    /// <param name="row">The message; nothing happens if it can't be answered.</param>
    public void Reply(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!row.CanReply)
        {
            return;
        }

        if (Mode == ComposerMode.Edit)
        {
            Cancel();
        }

        Aim(ComposerMode.Reply, row);
    }

    /// <summary>Edits a message of ours. What was typed is kept for when that is done.</summary>
    /// <param name="row">The message; nothing happens if it can't be edited.</param>
    public void Edit(MessageRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.CanEdit && !row.IsCut)
        {
            _kept = Mode == ComposerMode.Edit ? _kept : Draft;
            Aim(ComposerMode.Edit, row);
            Draft = row.Kind == MessageKind.Action ? "/me" + row.Body[(row.Sender.Length + 2)..] : row.Body;
        }
    }

    /// <summary>Neither answers nor edits any more.</summary>
    public void Cancel()
    {
        var wasEdit = Mode == ComposerMode.Edit;
        (_target, Mode, TargetText, TargetSender) = (null, ComposerMode.New, null, null);
        if (wasEdit)
        {
            Draft = _kept;
        }

        Raise(nameof(ModeText));
        _send.Raise();
    }

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        await ReadDraftAsync(cancellationToken).ConfigureAwait(false);
        await ReadOnAsync(_peerChanged, MayMatter, ReadPeerAsync, cancellationToken).ConfigureAwait(false);
    }

    private bool MayMatter(ChatEvent happened) =>
        happened.Account == Conversation.Account
        && happened switch
        {
            GroupChanged { Group.Room.Jid: var room } => room == Conversation.Peer,
            GroupMemberChanged { Room: var room } => room == Conversation.Peer,
            DeviceChanged or DeviceListChanged or EncryptionOptOutChanged or OtrChanged or ConnectionChanged or ContactChanged => true,
            _ => false,
        };

    private protected override void Refresh()
    {
        Choice = Choice == EncryptionChoice.None && !CanSendPlainText ? EncryptionChoice.Auto : Choice;
        Raise(nameof(Placeholder));
        Raise(nameof(ModeText));
        Raise(nameof(Stickers));
        Raise(nameof(Sources));
        ShowFiles();
        RaiseProtection();
    }

    private protected override async ValueTask CloseAsync()
    {
        await _save.DisposeAsync().ConfigureAwait(false);
        await _pause.DisposeAsync().ConfigureAwait(false);
        await SaveAsync().ConfigureAwait(false);
        await TellAsync(TypingState.Paused).ConfigureAwait(false);
    }

    private void Aim(ComposerMode mode, MessageRow row)
    {
        (_target, Mode) = (row.Reference, mode);
        (TargetText, TargetSender) = (row.Summary, row.Sender);
        Raise(nameof(ModeText));
        _send.Raise();
    }

    private void RaiseProtection()
    {
        Raise(nameof(CanSendPlainText));
        Raise(nameof(Choices));
        Raise(nameof(NeedsPlainText));
        Raise(nameof(IsPrivate));
        Raise(nameof(Encryption));
        Raise(nameof(EncryptionText));
        Raise(nameof(PlainTextWarning));
        Raise(nameof(RecipientsWithoutKeys));
        _send.Raise();
    }

    private string? WhyBlocked() =>
        _send.IsRunning ? Brand.Text("composer.blocked.sending")
        : Names.Find(Conversation.Peer) is { IsBlocked: true } ? Brand.Text("composer.blocked.peer", ("name", Name))
        : string.IsNullOrWhiteSpace(Draft) && (_files.Count == 0 || Mode == ComposerMode.Edit) ? Brand.Text("composer.blocked.empty")
        : Draft.Length > MaxDraftLength ? Brand.Text("composer.blocked.tooLong", ("count", Draft.Length - MaxDraftLength))
        : (Mode == ComposerMode.Edit ? null : _files.WhyNot(Brand)) ?? _protection.WhyNot(Choice, Name, Names, Brand);

    private async Task ReadPeerAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(Conversation.Account, cancellationToken).ConfigureAwait(false);
        var protection = await Protection.ReadAsync(Client, Conversation, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                if (_protection.IsOpenGroup && !protection.IsOpenGroup)
                {
                    Choice = EncryptionChoice.Auto;
                }

                _protection = protection;
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private async Task ReadDraftAsync(CancellationToken cancellationToken)
    {
        var found = await Client.Conversations.FindConversationAsync(Conversation, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                if (found?.Draft is { } draft && Draft.Length == 0)
                {
                    _saved = draft;
                    Draft = draft;
                }
            })
            .ConfigureAwait(false);
    }

    private void OnTyped(string text)
    {
        if (Mode != ComposerMode.Edit)
        {
            _save.Change(_saveAfter, Timeout.InfiniteTimeSpan);
        }

        if (text.Length == 0 || text == _saved)
        {
            return;
        }

        _pause.Change(_pausedAfter, Timeout.InfiniteTimeSpan);
        _ = TellAsync(TypingState.Composing);
    }

    private async Task SaveAsync()
    {
        var draft = Mode == ComposerMode.Edit ? _kept : Draft;
        if (draft == _saved)
        {
            return;
        }

        _saved = draft;
        await TryQuietlyAsync(() => Client.Conversations.ChangeAsync(new(Conversation) { Draft = draft })).ConfigureAwait(false);
    }

    private async Task TellAsync(TypingState state)
    {
        var isTyping = state == TypingState.Composing;
        if (isTyping != _isTyping && Brand.Privacy.IsOn(PrivacySwitch.Typing))
        {
            _isTyping = isTyping;
            await TryQuietlyAsync(() => Client.Conversations.SetTypingAsync(Conversation, state)).ConfigureAwait(false);
        }
    }

    // A draft that could not be kept, or a word about typing that did not go out, is nothing to bother a person with.
    private static async Task TryQuietlyAsync(Func<Task> action)
    {
        try
        {
            await action().ConfigureAwait(false);
        }
        catch (ChatSecureException)
        {
            // See above.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        var (sent, mode, target, choice) = (Draft, Mode, _target, Choice);
        var files = mode == ComposerMode.Edit ? [] : _files.All;
        var attachments = mode == ComposerMode.Edit ? [] : _files.Outgoing(Brand);
        var isSent = await TryAsync(
                async token =>
                {
                    _ =
                        mode == ComposerMode.Edit
                            ? await Client
                                .Conversations.EditAsync(Conversation, target!.Value.Id, sent, choice, token)
                                .ConfigureAwait(false)
                            : await Client
                                .Conversations.SendAsync(
                                    Conversation,
                                    new(sent, choice) { ReplyTo = target?.Id, Attachments = attachments },
                                    token
                                )
                                .ConfigureAwait(false);
                },
                ErrorPlace.Sending,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (!isSent)
        {
            return;
        }

        await InvokeAsync(() =>
            {
                _isTyping = false;
                _files.Clear([.. files.Select(file => file.Id)]);
                ShowFiles();
                ForgetChoice();
                Cancel();

                // What was typed meanwhile is the next message.
                if (mode != ComposerMode.Edit && Draft.StartsWith(sent, StringComparison.Ordinal))
                {
                    Draft = Draft[sent.Length..];
                }
            })
            .ConfigureAwait(false);
    }
}
