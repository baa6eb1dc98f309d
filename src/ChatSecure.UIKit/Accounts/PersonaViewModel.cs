// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Errors;
using ChatSecure.UIKit.Commands;
using ChatSecure.UIKit.Composer;

namespace ChatSecure.UIKit.Accounts;

/// <summary>How the person shows itself to its contacts: name, picture, and whether it wants to be spoken to.</summary>
public sealed class PersonaViewModel : ViewModel
{
    /// <summary>The longest name.</summary>
    public const int MaxName = 128;

    /// <summary>The longest text beside the presence.</summary>
    public const int MaxStatus = 256;

    /// <summary>The largest picture, in bytes: a PNG.</summary>
    public const int MaxPicture = 512 * 1024;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly Jid _account;
    private readonly UiCommand _save;
    private OwnPersona _saved = new();
    private ContactAvatar? _picture;

    /// <summary>Creates the view model; nothing is read before <see cref="ViewModel.Start"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Whose.</param>
    public PersonaViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _save = Command(SaveAsync, WhyBlocked);
    }

    /// <summary>Whether what is shown now has been read.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What to be called; empty for nothing.</summary>
    public string Nickname
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>Whether one wants to be spoken to; one of <see cref="Choices"/>.</summary>
    public Availability Availability
    {
        get;
        set => Change(ref field, value);
    } = Availability.Online;

    /// <summary>What to say with it; empty for nothing.</summary>
    public string StatusText
    {
        get;
        set => Change(ref field, value);
    } = string.Empty;

    /// <summary>What can be shown, with the word for it.</summary>
    public IReadOnlyList<(Availability Value, string Text)> Choices =>
        [
            .. new[]
            {
                Availability.Online,
                Availability.Chat,
                Availability.Away,
                Availability.ExtendedAway,
                Availability.DoNotDisturb,
            }.Select(value => (value, Brand.Text(TextId.Of(value)))),
        ];

    /// <summary>What went well last, in words; null for nothing yet.</summary>
    public string? DoneText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>The picture; null for none.</summary>
    public ContactAvatar? Picture => _picture;

    /// <summary>Shows what was entered. Its reason says why that can't be done.</summary>
    public IUiCommand SaveCommand => _save;

    /// <summary>Shows another picture.</summary>
    /// <param name="file">A PNG, best small and square.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether it is shown; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> SetPictureAsync(PickedFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        return TryAsync(
            async token =>
            {
                var png = await ReadPictureAsync(file, token).ConfigureAwait(false);
                await Client.Persona.SetAvatarAsync(_account, png, token).ConfigureAwait(false);
                await InvokeAsync(() =>
                    {
                        Show(new(string.Empty, "image/png", png));
                        DoneText = Brand.Text("persona.saved");
                    })
                    .ConfigureAwait(false);
            },
            cancellationToken
        );
    }

    /// <summary>Shows no picture any more.</summary>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RemovePictureAsync() =>
        TryAsync(async token =>
        {
            await Client.Persona.SetAvatarAsync(_account, null, token).ConfigureAwait(false);
            await InvokeAsync(() => Show(null)).ConfigureAwait(false);
        });

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var persona = await Client.Persona.GetAsync(_account, cancellationToken).ConfigureAwait(false);
        var picture = await Client.Contacts.AvatarAsync(_account, _account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _saved = persona;
                (Nickname, Availability, StatusText) = (
                    persona.Nickname ?? string.Empty,
                    persona.Availability,
                    persona.StatusText ?? string.Empty
                );
                IsLoaded = true;
                Show(picture);
            })
            .ConfigureAwait(false);
    }

    private protected override void Refresh()
    {
        Raise(nameof(Choices));
        _save.Raise();
    }

    private static async Task<byte[]> ReadPictureAsync(PickedFile file, CancellationToken cancellationToken)
    {
        byte[] picture;
        int length;
        try
        {
            var content = await file.Open(cancellationToken).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                picture = new byte[MaxPicture + 1];
                length = await content
                    .ReadAtLeastAsync(picture, picture.Length, throwOnEndOfStream: false, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "The file can't be read.", error) { Condition = "file-unreadable" };
        }

        return length > MaxPicture ? throw Refused("The picture is too large.", "picture-too-large")
            : !picture.AsSpan(0, length).StartsWith(Png) ? throw Refused("The file is no PNG.", "picture-unreadable")
            : picture[..length];
    }

    private static ChatSecureException Refused(string message, string condition) =>
        new(ErrorKind.InvalidInput, message) { Condition = condition };

    private void Show(ContactAvatar? picture)
    {
        _picture = picture;
        Raise(nameof(Picture));
    }

    private void Change<T>(ref T field, T value, [System.Runtime.CompilerServices.CallerMemberName] string property = "")
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Set(ref field, value, property))
        {
            DoneText = null;
            _save.Raise();
        }
    }

    private string? WhyBlocked() =>
        Nickname.Trim().Length > MaxName ? Brand.Text("persona.blocked.nameTooLong")
        : StatusText.Trim().Length > MaxStatus ? Brand.Text("persona.blocked.statusTooLong")
        : Choices.All(choice => choice.Value != Availability) ? Brand.Text("error.invalidInput")
        : Nickname.Trim() != (_saved.Nickname ?? string.Empty) ? WhyOffline(_account)
        : null;

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var wanted = new OwnPersona
        {
            Nickname = string.IsNullOrWhiteSpace(Nickname) ? null : Nickname.Trim(),
            Availability = Availability,
            StatusText = string.IsNullOrWhiteSpace(StatusText) ? null : StatusText.Trim(),
        };
        if (wanted.Nickname != _saved.Nickname)
        {
            await Client.Persona.SetNicknameAsync(_account, wanted.Nickname, cancellationToken).ConfigureAwait(false);
        }

        if (wanted with { Nickname = _saved.Nickname } != _saved)
        {
            await Client.Persona.ShowAsync(_account, wanted.Availability, wanted.StatusText, cancellationToken).ConfigureAwait(false);
        }

        await InvokeAsync(() =>
            {
                _saved = wanted;
                DoneText = Brand.Text("persona.saved");
                _save.Raise();
            })
            .ConfigureAwait(false);
    }
}
