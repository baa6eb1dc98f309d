// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Groups;

namespace ChatSecure.Terminal.Screens.Groups;

/// <summary>The page about a group: its members, and what we may do with them and with it.</summary>
internal sealed class GroupPage : Page
{
    private readonly GroupViewModel _group;

    public GroupPage(Screen screen, Jid account, Jid room)
        : base(screen)
    {
        _group = new(Context, account, room);
        Use(_group, _group.Members, _group.Candidates);
    }

    public override string Title => _group.IsLoaded ? $"{_group.Title}  {_group.StateText}" : _group.Title;

    public override string Prompt => Brand.Text("terminal.group");

    public override IEnumerable<Line> Lines()
    {
        // Before it is known, it would be a group that we are not in and where nothing is encrypted.
        if (!_group.IsLoaded)
        {
            yield break;
        }

        yield return new(_group.EncryptionText, _group.CanEncrypt ? Tone.Accent : Tone.Warning);
        if (_group.SubjectText is { } subject)
        {
            yield return new(subject);
        }

        yield return new(_group.MembersText, Tone.Muted);
        foreach (var row in _group.Members)
        {
            yield return new(row.AccessibleText, row.KeysText is null ? Tone.Peer : Tone.Danger, row);
        }

        if (_group.Candidates.Count > 0)
        {
            yield return new(string.Empty);
            yield return new(Brand.Text("group.invite.title"), Tone.Accent);
            foreach (var line in MemberLines.Of(_group.Candidates))
            {
                yield return line;
            }
        }

        if (_group.InviteText is { } invite)
        {
            yield return new($"+ {invite}", Tone.Accent, new Choice(invite, _group.InviteChosenAsync));
        }

        yield return new(string.Empty);
        foreach (var choice in Deeds())
        {
            yield return new(choice.Text, choice.Question is null ? Tone.Text : Tone.Danger, choice);
        }
    }

    public override Task ChooseAsync(object item) =>
        item switch
        {
            GroupMemberRow row => OnUiAsync(() => Screen.Choose(row.AccessibleText, ChoicesOf(row))),
            MemberChoiceRow row => OnUiAsync(() => _group.Choose(row.Id, !row.IsChosen)),
            Choice { Question: null } choice => BeginAsync(choice.Do),
            Choice choice => OnUiAsync(() => Screen.Choose(_group.Title, [choice])),
            _ => Task.CompletedTask,
        };

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        item is GroupMemberRow row
            ? row.Actions.Select(action => new Choice(
                action.Text,
                () => _group.DoAsync(row, action.Deed),
                action.IsSevere ? row.Name : null
            ))
            : [];

    public override async Task SubmitAsync(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (name, rest) = space < 0 ? (text, string.Empty) : (text[..space], text[(space + 1)..].Trim());
        await (
            name switch
            {
                "/invite" => _group.InviteAsync(rest),
                "/name" => _group.RenameAsync(rest),
                "/topic" => _group.SetSubjectAsync(rest),
                _ => OnUiAsync(() => Complain(Brand.Text("terminal.command.unknown"))),
            }
        );
    }

    private IEnumerable<Choice> Deeds()
    {
        if (_group.JoinCommand.BlockedReason is null)
        {
            yield return new(Brand.Text("group.join"), () => _group.JoinCommand.ExecuteAsync());
        }

        if (_group.LeaveCommand.BlockedReason is null)
        {
            yield return new(
                Brand.Text("group.leave"),
                () => _group.LeaveCommand.ExecuteAsync(),
                Brand.Text("group.leave.confirm", ("name", _group.Title))
            );
        }

        if (_group.DestroyCommand.BlockedReason is null)
        {
            yield return new(
                Brand.Text("group.destroy"),
                () => _group.DestroyCommand.ExecuteAsync(),
                Brand.Text("group.destroy.confirm", ("name", _group.Title))
            );
        }
    }
}
