// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Contacts;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Accounts;

namespace ChatSecure.Terminal.Screens.Accounts;

/// <summary>How the person shows itself to its contacts: Enter on a line changes it.</summary>
internal sealed class PersonaPage : Page
{
    private readonly PersonaViewModel _persona;

    public PersonaPage(Screen screen, Jid account)
        : base(screen) => _persona = Use(new PersonaViewModel(Context, account));

    public override string Title => Brand.Text("persona.title");

    public override string Prompt => _persona.DoneText ?? base.Prompt;

    public override IEnumerable<Line> Lines()
    {
        if (!_persona.IsLoaded)
        {
            yield break;
        }

        yield return Row(
            "account.displayName",
            _persona.Nickname,
            () => Type("account.displayName", _persona.Nickname, text => _persona.Nickname = text)
        );
        yield return Row("persona.availability", TextOf(_persona.Availability), ChooseAvailability);
        yield return Row(
            "account.status",
            _persona.StatusText,
            () => Type("account.status", _persona.StatusText, text => _persona.StatusText = text)
        );
        yield return Row("persona.picture.choose", string.Empty, ChoosePicture);
        if (_persona.Picture is not null)
        {
            yield return Row("persona.picture.remove", string.Empty, () => Screen.Run(() => BeginAsync(_persona.RemovePictureAsync)));
        }
    }

    public override Task ChooseAsync(object item) => item is PersonaLine line ? OnUiAsync(line.Change) : Task.CompletedTask;

    private Line Row(string textId, string value, Action change) =>
        new(value.Length > 0 ? $"{Brand.Text(textId)}: {value}" : Brand.Text(textId), Tone.Text, new PersonaLine(textId, change));

    private string TextOf(Availability availability) =>
        _persona.Choices.FirstOrDefault(choice => choice.Value == availability).Text ?? string.Empty;

    private void Type(string textId, string value, Action<string> set) =>
        Ask.For(
            Screen,
            Title,
            Brand.Text(textId),
            async text =>
            {
                set(text);
                return await SaveAsync();
            },
            value
        );

    private void ChooseAvailability() =>
        Screen.Choose(
            Brand.Text("persona.availability"),
            _persona.Choices.Select(choice => new Choice(
                choice.Text,
                () =>
                {
                    _persona.Availability = choice.Value;
                    return SaveAsync();
                }
            ))
        );

    private void ChoosePicture() =>
        Ask.For(
            Screen,
            Brand.Text("persona.picture"),
            Brand.Text("attachment.file"),
            path => _persona.SetPictureAsync(LocalFiles.Pick(path))
        );

    private async Task<Outcome> SaveAsync()
    {
        if (_persona.SaveCommand.BlockedReason is { } why)
        {
            return new(IsDone: false, why);
        }

        await _persona.SaveCommand.ExecuteAsync();
        return new(_persona.Problem is null, _persona.Problem);
    }

    // What stays the same when the value changes.
    private sealed record PersonaLine(string Id, Action Change)
    {
        public bool Equals(PersonaLine? other) => other?.Id == Id;

        public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);
    }
}
