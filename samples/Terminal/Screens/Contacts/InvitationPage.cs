// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Codes;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Contacts;

namespace ChatSecure.Terminal.Screens.Contacts;

/// <summary>A link that makes whoever opens it a contact: Enter on a line changes it.</summary>
internal sealed class InvitationPage : Page
{
    private readonly InvitationViewModel _invitation;

    public InvitationPage(Screen screen, Jid account)
        : base(screen) => _invitation = Use(new InvitationViewModel(Context, account));

    public override string Title => Brand.Text("contacts.invite.title");

    public override IEnumerable<Line> Lines() => _invitation.Uri is { } uri ? Made(uri) : Making();

    public override Task ChooseAsync(object item) => item is Choice choice ? BeginAsync(choice.Do) : Task.CompletedTask;

    private IEnumerable<Line> Making()
    {
        var days = _invitation.Days.ToString(CultureInfo.InvariantCulture);
        yield return Row(
            $"{Brand.Text("contacts.invite.newcomers")}: {Brand.Text(_invitation.IsForNewcomers ? "settings.on" : "settings.off")}",
            Switch
        );
        if (_invitation.IsForNewcomers)
        {
            yield return new(Brand.Text("contacts.invite.newcomers.hint"), Tone.Muted);
        }
        else
        {
            yield return Row(
                $"{Brand.Text("contacts.invite.lifetime")}: {_invitation.Lifetimes.FirstOrDefault(choice => choice.Value == days)?.Text ?? days}",
                NextLifetime
            );
            yield return Row($"{Brand.Text("contacts.invite.for")}: {_invitation.For}", TypeFor);
        }

        yield return Row($"+ {Brand.Text("contacts.invite.make")}", () => Screen.Run(() => TryAsync(_invitation.MakeCommand)), Tone.Accent);
    }

    private IEnumerable<Line> Made(string uri)
    {
        foreach (var text in new[] { _invitation.ShareText, _invitation.MeaningText, _invitation.EndsText })
        {
            yield return new(text ?? string.Empty);
        }

        yield return new(uri, Tone.Accent);
        foreach (var line in QrBlocks.Of(uri))
        {
            yield return new(line);
        }

        yield return Row($"+ {Brand.Text("contacts.invite.another")}", _invitation.Clear, Tone.Accent);
    }

    private static Line Row(string text, Action change, Tone tone = Tone.Text) =>
        new(
            text,
            tone,
            new Choice(
                text,
                () =>
                {
                    change();
                    return Task.CompletedTask;
                }
            )
        );

    private void Switch() => _invitation.IsForNewcomers = !_invitation.IsForNewcomers;

    private void NextLifetime()
    {
        var all = _invitation.Lifetimes.Select(choice => int.Parse(choice.Value, CultureInfo.InvariantCulture)).ToList();
        _invitation.Days = all[(all.IndexOf(_invitation.Days) + 1) % all.Count];
    }

    private void TypeFor() =>
        Ask.For(
            Screen,
            Title,
            Brand.Text("contacts.invite.for"),
            text =>
            {
                _invitation.For = text.Trim();
                return Task.FromResult(true);
            },
            _invitation.For
        );
}
