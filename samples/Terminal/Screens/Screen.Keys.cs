// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Terminal.Screens.Accounts;
using ChatSecure.Terminal.Screens.Contacts;
using ChatSecure.Terminal.Screens.Conversations;
using ChatSecure.Terminal.Screens.Groups;
using ChatSecure.UIKit.Shell;
using Terminal.Gui.Input;

namespace ChatSecure.Terminal.Screens;

/// <content>What each key does.</content>
internal sealed partial class Screen
{
    private void OnKey(object? sender, Key key)
    {
        if (_shell.IsLoaded && !IsLocked)
        {
            IdleLock.NoteUse();
        }

        if (key == Key.Q.WithCtrl)
        {
            Quit();
        }
        else if (key == Key.Esc)
        {
            if (Current?.CallOff() is not true)
            {
                Back();
            }
        }
        else if (IsNewLine(key))
        {
            _field.InsertText("\n");
        }
        else if (key == Key.Enter)
        {
            Submit();
        }
        else if (key == Key.Tab)
        {
            Choose();
        }
        else if (Moves(key) is { } move)
        {
            move();
            SetNeedsDraw();
        }
        else if (key == Key.F2 && Current is ChatPage { Protection: var protection })
        {
            protection.Show();
        }
        else if (key == Key.F9)
        {
            Lock();
        }
        else if (key == Key.F5)
        {
            if (Current is ChatPage chat)
            {
                Run(() => AboutAsync(chat));
            }
        }
        else if (_shell.IsLoaded && !IsLocked && PageOf(key) is { } page)
        {
            Push(page());
        }
        else
        {
            return;
        }

        key.Handled = true;
    }

    // Alt+Enter and Ctrl+J, as terminals send them and the toolkit reads them.
    private static bool IsNewLine(Key key) =>
        key == Key.Enter.WithAlt || key == Key.M.WithCtrl.WithAlt || key == Key.Enter.WithCtrl || key == Key.J.WithCtrl;

    private Action? Moves(Key key) =>
        key == Key.PageUp ? () => Move(-_list.Viewport.Height)
        : key == Key.PageDown ? () => Move(_list.Viewport.Height)
        : key == Key.CursorUp && !_field.Text.Contains('\n', StringComparison.Ordinal) ? () => Move(-1)
        : key == Key.CursorLeft && IsEmpty ? () => Current?.Turn(-1)
        : key == Key.CursorRight && IsEmpty ? () => Current?.Turn(1)
        : key == Key.CursorDown && !_field.Text.Contains('\n', StringComparison.Ordinal) ? () => Move(1)
        : null;

    private void Move(int lines)
    {
        if (_lines.Count > 0)
        {
            _hasMoved = true;
            _list.SelectedItem = Math.Clamp((_list.SelectedItem ?? 0) + lines, 0, _lines.Count - 1);
            _list.EnsureSelectedItemVisible();
        }
    }

    private Func<Page>? PageOf(Key key)
    {
        var account = _shell.Account;
        return key == Key.F1 ? () => new HelpPage(this)
            : account is not { } own ? null
            : key == Key.F3 ? () => new ContactsPage(this, own)
            : key == Key.F4 && _shell.Routes.Contains(ShellRoute.Groups) ? () => new GroupsPage(this, own)
            : key == Key.F6 ? () => new SearchPage(this, own)
            : key == Key.F7 ? () => new SettingsPage(this)
            : key == Key.F8 ? () => new AccountsPage(this)
            : null;
    }

    // Whether it is a group is asked, and not taken from view models that may not have read it yet. However often the key is pressed meanwhile, one page comes.
    private async Task AboutAsync(ChatPage chat)
    {
        var (account, peer) = chat.Conversation;
        Group? group;
        try
        {
            group = await Context.Client.Groups.FindAsync(account, peer);
        }
        catch (ChatSecureException)
        {
            // The profile was locked in that moment.
            return;
        }

        await Context.Dispatcher.InvokeAsync(() =>
        {
            if (IsShown(chat))
            {
                Push(group is null ? new VerificationPage(this, account, peer) : new GroupPage(this, account, peer));
            }
        });
    }
}
