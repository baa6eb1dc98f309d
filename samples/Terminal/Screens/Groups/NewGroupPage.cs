// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Groups;

namespace ChatSecure.Terminal.Screens.Groups;

/// <summary>A group that is being made: who can read it, and who is asked to come.</summary>
internal sealed class NewGroupPage : Page
{
    private readonly Jid _account;
    private readonly NewGroupViewModel _new;

    public NewGroupPage(Screen screen, Jid account, string name)
        : base(screen)
    {
        _account = account;
        _new = new(Context, account) { Name = name };
        Use(_new, _new.Candidates);
    }

    public override string Title => $"{Brand.Text("group.new")}: {_new.Name}";

    public override string Prompt => Brand.Text("terminal.newGroup");

    public override object? Start => Act.Create;

    public override IEnumerable<Line> Lines()
    {
        yield return new($"+ {Brand.Text("group.new")}", Tone.Accent, Act.Create);
        yield return new($"{_new.EncryptionText}", _new.IsOpen ? Tone.Warning : Tone.Text, Act.Open);
        yield return new(string.Empty);
        yield return new(Brand.Text("group.invite.title"), Tone.Accent);
        foreach (var line in MemberLines.Of(_new.Candidates))
        {
            yield return line;
        }
    }

    public override async Task ChooseAsync(object item)
    {
        switch (item)
        {
            case MemberChoiceRow row:
                await OnUiAsync(() => _new.Choose(row.Id, !row.IsChosen));
                break;
            case Act.Open:
                await OnUiAsync(() => _new.IsOpen = !_new.IsOpen);
                break;
            case Act.Create:
                await TryAsync(_new.CreateCommand);
                await OnUiAsync(Enter);
                break;
        }
    }

    public override Task SubmitAsync(string text) =>
        OnUiAsync(() => Complain(_new.ChooseByAddress(text) ? null : Brand.Text("contacts.add.invalid")));

    private void Enter()
    {
        if (_new.Created is { } room)
        {
            Screen.Leave(this);
            Screen.Open(new(_account, room));
        }
    }

    private enum Act
    {
        Create,
        Open,
    }
}
