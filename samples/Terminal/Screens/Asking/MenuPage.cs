// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Terminal.Screens.Asking;

/// <summary>What can be done with something: Enter does it, and the page is gone. What can't be undone wants a second Enter.</summary>
internal sealed class MenuPage(Screen screen, string title, IReadOnlyList<Choice> choices) : Page(screen)
{
    // Where there is nothing else to choose, the question comes at once.
    private Choice? _asked = choices is [{ Question: not null } only] ? only : null;

    public override string Title => title;

    public override string Prompt => Brand.Text(_asked is null ? "terminal.prompt" : "terminal.sure");

    public override IEnumerable<Line> Lines()
    {
        foreach (var choice in choices)
        {
            yield return new(choice.Text, choice.Question is null ? Tone.Text : Tone.Danger, choice);
            if (choice == _asked)
            {
                yield return new($"  {choice.Question}", Tone.Danger, choice);
            }
        }
    }

    public override async Task ChooseAsync(object item)
    {
        if (item is not Choice choice)
        {
            return;
        }

        if (choice.Question is not null && choice != _asked)
        {
            await OnUiAsync(() =>
            {
                _asked = choice;
                Screen.Show(this);
            });
            return;
        }

        await OnUiAsync(() => Screen.Leave(this));
        await BeginAsync(choice.Do);
    }
}
