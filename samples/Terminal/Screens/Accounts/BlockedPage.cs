// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.Terminal.Screens.Accounts;

/// <summary>Whom an account blocks.</summary>
internal sealed class BlockedPage : Page
{
    private readonly BlockedViewModel _blocked;

    public BlockedPage(Screen screen, Jid account)
        : base(screen)
    {
        _blocked = new(Context, account);
        Use(_blocked, _blocked.Rows);
    }

    public override string Title => Brand.Text("contacts.blocked.title");

    public override string Prompt => Brand.Text("terminal.blocked");

    public override IEnumerable<Line> Lines()
    {
        yield return new(Brand.Text("contacts.blocked.why"), Tone.Muted);
        foreach (var row in _blocked.Rows)
        {
            yield return new(row.Name, Tone.Peer, row);
        }

        if (_blocked.EmptyText is { } empty)
        {
            yield return new(empty, Tone.Muted);
        }
    }

    public override Task SubmitAsync(string text) => BeginAsync(() => _blocked.BlockAsync(text));

    public override Task ChooseAsync(object item) =>
        item is ContactRow row ? OnUiAsync(() => Screen.Choose(row.Name, ChoicesOf(row))) : Task.CompletedTask;

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        item is ContactRow row ? [new(Brand.Text("button.unblock"), () => _blocked.UnblockAsync(row.Id))] : [];
}
