// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Terminal.Screens.Conversations;

namespace ChatSecure.Terminal.Screens;

/// <summary>Keys and commands.</summary>
internal sealed class HelpPage(Screen screen) : Page(screen)
{
    public override string Title => Brand.Text("about.title");

    public override IEnumerable<Line> Lines()
    {
        yield return new(Brand.Text("terminal.help.keys"), Tone.Accent);
        foreach (
            var (key, text) in new[]
            {
                ("Enter", Brand.Text("composer.send")),
                ("↑ ↓", Brand.Text("terminal.help.move")),
                ("← →", Brand.Text("terminal.help.turn")),
                ("Tab", Brand.Text("terminal.help.more")),
                ("Esc", Brand.Text("terminal.help.back")),
                ("F2", Brand.Text("encryption.choose")),
                ("F3", Brand.Text("contacts.add.title")),
                ("F4", Brand.Text("conversations.filter.groups")),
                ("F5", Brand.Text("terminal.help.about")),
                ("F6", Brand.Text("search.empty")),
                ("F7", Brand.Text("settings.title")),
                ("F8", Brand.Text("account.list.title")),
                ("F9", Brand.Text("lockScreen.lock")),
                ("Ctrl+Q", Brand.Text("terminal.help.quit")),
            }
        )
        {
            yield return new($"  {key, -10} {text}");
        }

        yield return new(Brand.Text("terminal.help.commands"), Tone.Accent);
        foreach (var (usage, textId) in ChatCommands.All)
        {
            yield return new($"  {usage, -24} {Brand.Text(textId)}");
        }
    }
}
