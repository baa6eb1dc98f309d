// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Composer;
using ChatSecure.UIKit.Timeline;

namespace ChatSecure.Terminal.Screens.Conversations;

/// <summary>What a line that begins with a slash does in a conversation.</summary>
internal sealed class ChatCommands(
    Screen screen,
    TimelineViewModel timeline,
    ComposerViewModel composer,
    MessageMenu menu,
    ProtectionMenu protection
)
{
    /// <summary>The commands, with what they take and the text of what they do.</summary>
    public static IReadOnlyList<(string Usage, string TextId)> All { get; } =
    [
        ("/reply", "button.reply"),
        ("/edit", "button.edit"),
        ("/react EMOJI", "reaction.add"),
        ("/forward", "button.forward"),
        ("/retract", "message.retract"),
        ("/retry", "button.retry"),
        ("/cancel", "button.cancel"),
        ("/attach FILE", "composer.attach"),
        ("/sticker", "composer.stickers"),
        ("/save FILE", "terminal.help.file"),
        ("/encrypt [auto|none|otr]", "encryption.choose"),
        ("/search", "search.scope.this"),
        ("/files", "gallery.title"),
        ("/older", "timeline.loadOlder"),
        ("/newest", "timeline.jumpToNewest"),
    ];

    /// <summary>Reads a command. On the UI thread.</summary>
    /// <returns>What takes a while, and what is wrong with it.</returns>
    public (Func<Task>? Work, string? Problem) Read(string text, object? line, Brand brand)
    {
        var chosen = MessageOf(line);
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (name, rest) = space < 0 ? (text, string.Empty) : (text[..space], text[(space + 1)..].Trim());
        var last = timeline.Rows.OfType<MessageRow>().LastOrDefault();
        var lastOwn = timeline.Rows.OfType<MessageRow>().LastOrDefault(row => row.IsOwn);
        var target = chosen ?? last;
        var none = brand.Text("terminal.command.none");
        switch (name)
        {
            case "/reply" when target is { } row:
                composer.Reply(row);
                return (null, null);
            case "/edit" when ((chosen is { CanEdit: true } ? chosen : null) ?? lastOwn) is { } row:
                composer.Edit(row);
                return (null, null);
            case "/react" when target is { } row && rest.Length > 0:
                return (() => timeline.ReactAsync(row, rest), null);
            case "/retract" when ((chosen is { CanRetract: true } ? chosen : null) ?? lastOwn) is { } row:
                return (() => timeline.RetractAsync(row), null);
            case "/retry" when (chosen ?? lastOwn) is { } row:
                return (() => timeline.RetryAsync(row), null);
            case "/cancel":
                composer.Cancel();
                return (chosen is { CanCancel: true } ? () => timeline.CancelAsync(chosen) : null, null);
            case "/attach" when rest.Length > 0:
                return (() => composer.AttachAsync(LocalFiles.Pick(rest)), null);
            case "/forward" when target is { CanAnswer: true } row:
                menu.Forward(row);
                return (null, null);
            case "/sticker" when composer.Stickers.Count > 0:
                screen.Push(new StickersPage(screen, composer));
                return (null, null);
            case "/sticker":
                return (null, brand.Text("feature.off"));
            case "/save" when rest.Length > 0 && target is { Attachments.Count: > 0 } row:
                return (() => SaveAsync(row, (line as MessageFile)?.File.Index ?? 0, rest), null);
            case "/encrypt" when rest.Length == 0:
                protection.Show();
                return (null, null);
            case "/encrypt" when Choice(rest) is { } choice:
                return (null, protection.Take(choice));
            case "/search":
                screen.Push(new SearchPage(screen, timeline.Conversation.Account, timeline.Conversation.Peer));
                return (null, null);
            case "/files":
                screen.Push(new FilesPage(screen, timeline));
                return (null, null);
            case "/older":
                return (() => timeline.LoadOlderCommand.ExecuteAsync(), timeline.LoadOlderCommand.BlockedReason);
            case "/newest":
                return (() => timeline.JumpToNewestCommand.ExecuteAsync(), timeline.JumpToNewestCommand.BlockedReason);
            case "/reply" or "/edit" or "/react" or "/retract" or "/retry" or "/save" or "/forward":
                return (null, none);
            default:
                return (null, brand.Text("terminal.command.unknown"));
        }
    }

    // The message of which a line is a part.
    private static MessageRow? MessageOf(object? item) =>
        item switch
        {
            MessageRow row => row,
            MessageFile file => file.Message,
            MessageAct act => act.Message,
            _ => null,
        };

    private static EncryptionChoice? Choice(string text) =>
        text switch
        {
            "auto" => EncryptionChoice.Auto,
            "none" => EncryptionChoice.None,
            "otr" => EncryptionChoice.Otr,
            _ => null,
        };

    private async Task SaveAsync(MessageRow row, int index, string path)
    {
        if (await timeline.DownloadAsync(row, index))
        {
            await LocalFiles.SaveAsync(timeline, row.Reference, index, path);
        }
    }
}
