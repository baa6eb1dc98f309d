// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens.Accounts;

/// <summary>Moving an account to another one of this profile.</summary>
internal sealed class MovePage : Page
{
    private readonly MoveViewModel _move;

    public MovePage(Screen screen, Jid account)
        : base(screen) => _move = Use(new MoveViewModel(Context, account));

    public override string Title => Brand.Text("account.move.title");

    public override IEnumerable<Line> Lines()
    {
        yield return new(_move.Text ?? Brand.Text("account.move.why"), Tone.Muted);
        if (_move.IsDone)
        {
            yield break;
        }

        foreach (var other in _move.Others)
        {
            yield return new($"{Brand.Text("account.move.to")} {other}", Tone.Text, other);
        }

        if (_move.Others.Count == 0)
        {
            yield return new(Brand.Text("account.move.needsOther"), Tone.Warning);
        }
    }

    public override Task ChooseAsync(object item) =>
        item is Jid other
            ? OnUiAsync(() =>
                Screen.Choose(
                    other.ToString(),
                    [new Choice(Brand.Text("account.move.title"), () => MoveAsync(other), Brand.Text("account.move.why"))]
                )
            )
            : Task.CompletedTask;

    private async Task MoveAsync(Jid other)
    {
        await OnUiAsync(() => _move.Target = other);
        await TryAsync(_move.MoveCommand);
    }
}
