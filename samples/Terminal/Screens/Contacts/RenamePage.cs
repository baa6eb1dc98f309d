// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.Terminal.Screens.Contacts;

/// <summary>What a contact is called here.</summary>
internal sealed class RenamePage : Page
{
    private readonly ContactNameViewModel _name;
    private bool _isFilled;

    public RenamePage(Screen screen, Jid account, Jid contact)
        : base(screen)
    {
        _name = Use(new ContactNameViewModel(Context, account, contact));
        _name.PropertyChanged += (_, _) => Fill();
    }

    public override string Title => Brand.Text("contacts.rename");

    public override string Prompt => Brand.Text("terminal.field", ("field", Brand.Text("contacts.column.name")));

    public override string Draft => _name.Name;

    public override bool TakesEmpty => true;

    public override IEnumerable<Line> Lines() =>
        [
            new(_name.Otherwise, Tone.Peer),
            new(_name.Contact.ToString(), Tone.Muted),
            new(string.Empty),
            new(Brand.Text("contacts.rename.hint")),
        ];

    // Who types before the present name is known means what was typed.
    public override void Typed(string text) => _isFilled = true;

    public override async Task SubmitAsync(string text)
    {
        await OnUiAsync(() => _name.Name = text.Trim());
        await TryAsync(_name.SaveCommand);
        await OnUiAsync(() =>
        {
            if (_name.IsSaved)
            {
                Screen.Leave(this);
            }
        });
    }

    private void Fill()
    {
        if (_name.IsLoaded && !_isFilled)
        {
            _isFilled = true;
            if (Screen.IsShown(this))
            {
                Screen.Take(Draft);
            }
        }
    }
}
