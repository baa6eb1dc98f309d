// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Groups;

namespace ChatSecure.Terminal.Screens;

/// <summary>The page about a group: its members, and what we may do with them.</summary>
internal sealed class GroupPage : Page
{
    private readonly GroupViewModel _group;
    private GroupMemberRow? _chosen;

    public GroupPage(Screen screen, Jid account, Jid room)
        : base(screen)
    {
        _group = new(Context, account, room);
        Use(_group, _group.Members);
    }

    public override string Title => $"{_group.Title}  {_group.StateText}";

    public override string Prompt => Brand.Text("terminal.group");

    public override IEnumerable<Line> Lines()
    {
        yield return new(_group.EncryptionText, _group.CanEncrypt ? Tone.Accent : Tone.Warning);
        if (_group.SubjectText is { } subject)
        {
            yield return new(subject);
        }

        yield return new(_group.MembersText, Tone.Muted);
        foreach (var row in _group.Members)
        {
            yield return new($"{row.AccessibleText}  {row.Address}", row.KeysText is null ? Tone.Peer : Tone.Danger, row);
            foreach (var action in row.Id == _chosen?.Id ? row.Actions : [])
            {
                yield return new($"    {action.Text}", action.IsSevere ? Tone.Danger : Tone.Text, action);
            }
        }
    }

    public override Task ChooseAsync(object item) =>
        item switch
        {
            GroupMemberRow row => OnUiAsync(() =>
            {
                _chosen = row;
                Screen.Show(this);
            }),
            GroupAction action when _chosen is { } member => _group.DoAsync(member, action.Deed),
            _ => Task.CompletedTask,
        };

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
                "/leave" => TryAsync(_group.LeaveCommand),
                _ => OnUiAsync(() => Complain(Brand.Text("terminal.command.unknown"))),
            }
        );
    }
}
