// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Encryption;
using ChatSecure.Messaging;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Conversations;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>One conversation, and what is being written.</summary>
internal sealed class ChatPage : Page
{
    private readonly TimelineViewModel _timeline;
    private readonly ComposerViewModel _composer;
    private readonly ConversationPeerViewModel _peer;
    private readonly ChatCommands _commands;
    private readonly MessageMenu _menu;
    private readonly MessageRef? _around;
    private bool _isShowingDraft;

    public ChatPage(Screen screen, ConversationId conversation, MessageRef? around)
        : base(screen)
    {
        _around = around;
        _timeline = new(Context, conversation, around: around);
        Use(_timeline, _timeline.Rows);
        _timeline.PropertyChanged += (_, change) =>
        {
            // What comes in while one looks has been read.
            if (change.PropertyName == nameof(TimelineViewModel.Announcement))
            {
                Screen.Run(() => _timeline.MarkReadAsync());
            }
        };
        _composer = new(Context, conversation);
        Use(_composer, _composer.Files, _composer.Suggestions);
        _composer.PropertyChanged += (_, change) => Follow(change.PropertyName);
        _peer = Use(new ConversationPeerViewModel(Context, conversation));
        _menu = new(screen, _timeline, _composer);
        Protection = new(screen, _composer);
        _commands = new(screen, _timeline, _composer, _menu, Protection);
        Conversation = conversation;
    }

    public ConversationId Conversation { get; }

    public ProtectionMenu Protection { get; }

    public override string Title => $"{_timeline.Title}  {_composer.EncryptionText}";

    public override string Prompt =>
        _composer.Suggestions.Count > 0 ? Brand.Text("terminal.mention")
        : _composer.ModeText is { } mode ? $"{mode}: {_composer.TargetText}"
        : Brand.Text("terminal.chat");

    public override string? Problem =>
        base.Problem ?? _composer.PlainTextWarning ?? (_composer.Draft.Length > 0 ? _composer.SendCommand.BlockedReason : null);

    public override string Status => Brand.Text(_composer.Encryption is { } kind ? Branding.TextId.Of(kind) : "encryption.choose");

    public override bool FollowsEnd => true;

    public override object? Start => _around;

    public override string Draft => _composer.Draft;

    public override IEnumerable<Line> Lines()
    {
        foreach (var row in _timeline.Rows)
        {
            foreach (var line in MessageLines.Of(row, Brand))
            {
                yield return line;
            }
        }

        if ((_timeline.TypingText ?? _timeline.EmptyText) is { } text)
        {
            yield return new(text, Tone.Muted);
        }

        foreach (var file in _composer.Files)
        {
            yield return new($"+ {file.AccessibleText} {file.ProblemText}", file.ProblemText is null ? Tone.Accent : Tone.Danger, file);
        }

        if (_peer.WarningText is { } warning)
        {
            yield return new(warning, Tone.Warning, _peer);
        }

        foreach (var row in _composer.Suggestions)
        {
            yield return new($"@ {row.Name}", Tone.Accent);
        }
    }

    public override void Open()
    {
        base.Open();
        Screen.Run(() => _timeline.MarkReadAsync());
    }

    public override void Typed(string text)
    {
        // A command is none of the contact's business: nobody is told that it is typed.
        if (!text.StartsWith('/'))
        {
            _isShowingDraft = true;
            _composer.Draft = text;
            _isShowingDraft = false;
        }
    }

    public override bool CallOff()
    {
        if (_composer.ModeText is null)
        {
            return false;
        }

        _composer.Cancel();
        Screen.Take(_composer.Draft);
        Screen.Show(this);
        return true;
    }

    /// <summary>Writes the name of whom is meant; where several may be, the person chooses.</summary>
    public override bool Complete()
    {
        if (_composer.Suggestions is not [var first, ..])
        {
            return false;
        }

        if (_composer.Suggestions.Count == 1)
        {
            Mention(first);
        }
        else
        {
            Screen.Choose(Prompt, _composer.Suggestions.Select(row => new Choice(row.Name, () => OnUiAsync(() => Mention(row)))));
        }

        return true;
    }

    public override async Task ChooseAsync(object item)
    {
        switch (item)
        {
            case MessageRow row:
                await OnUiAsync(() =>
                {
                    _composer.Reply(row);
                    Screen.Show(this);
                });
                break;
            case MessageFile { Message: var row, File: var file }:
                await OnUiAsync(() => _menu.Save(row, file));
                break;
            case MessageAct act:
                await OnUiAsync(() => Screen.Choose(act.Act.Text, ChoicesOf(act)));
                break;
            case PendingFileRow file:
                await OnUiAsync(() => Screen.Choose(file.AccessibleText, ChoicesOf(file)));
                break;
            case ConversationPeerViewModel:
                await OnUiAsync(() => Screen.Choose(_peer.Name, Answers()));
                break;
            case GapRow:
                await TryAsync(_timeline.FillGapCommand);
                break;
        }
    }

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        item switch
        {
            PendingFileRow file => [new(Brand.Text("button.remove"), () => OnUiAsync(() => _composer.Detach(file)))],
            ConversationPeerViewModel => Answers(),
            _ => _menu.Of(item),
        };

    public override async Task SubmitAsync(string text)
    {
        if (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal) && !text.StartsWith("/me ", StringComparison.Ordinal))
        {
            if (text.Trim() == "/help")
            {
                await OnUiAsync(() => Screen.Push(new HelpPage(Screen)));
                return;
            }

            var problem = string.Empty;
            Func<Task>? work = null;
            await OnUiAsync(() => (work, problem) = _commands.Read(text, Screen.Chosen, Brand));
            await OnUiAsync(() => Complain(problem));
            await (work?.Invoke() ?? Task.CompletedTask);
            return;
        }

        await OnUiAsync(() =>
        {
            Complain(null);
            _isShowingDraft = true;
            _composer.Draft = text.StartsWith("//", StringComparison.Ordinal) ? text[1..] : text;
            _isShowingDraft = false;
        });
        if (_composer.SendCommand.BlockedReason is null)
        {
            await DoAsync(_composer.SendCommand);
        }

        await OnUiAsync(() =>
        {
            Screen.Take(_composer.Draft);
            Screen.Show(this);
        });
        await _timeline.MarkReadAsync();
    }

    // What to do about a stranger, or somebody who is blocked.
    private IEnumerable<Choice> Answers()
    {
        if (_peer.IsBlocked)
        {
            yield return new(Brand.Text("button.unblock"), () => _peer.BlockAsync(isBlocked: false));
        }
        else
        {
            yield return new(Brand.Text("button.add"), () => _peer.AddAsync());
            yield return new(
                Brand.Text("button.block"),
                () => _peer.BlockAsync(),
                Brand.Text("contacts.block.confirm", ("name", _peer.Name))
            );
        }

        yield return new(
            Brand.Text("conversations.delete.title"),
            DeleteAsync,
            Brand.Text("conversations.delete.confirm", ("name", _peer.Name))
        );
    }

    private async Task DeleteAsync()
    {
        if (await _peer.DeleteAsync())
        {
            await OnUiAsync(() => Screen.Leave(this));
        }
    }

    // Who may be meant is looked for at the end of what is typed, and anew once it is known who is there.
    private void Follow(string? property)
    {
        if (property is nameof(ComposerViewModel.Draft) or nameof(ComposerViewModel.EncryptionText))
        {
            _composer.Suggest(_composer.Draft.Length);
        }

        if (property == nameof(ComposerViewModel.Draft) && !_isShowingDraft && Screen.IsShown(this))
        {
            Screen.Take(_composer.Draft);
        }
    }

    private void Mention(MentionRow row) => _composer.Mention(row, _composer.Draft.Length);
}
