// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Contacts;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Verification;

/// <summary>Makes sure that a contact's devices are the contact's: by digits, by words read aloud, by a code that is scanned, or by a secret that both know. Nothing is
/// verified but by what a person does. Create it, bind to it, <see cref="ViewModel.Start"/> it, and dispose of it when it is no longer shown.</summary>
/// <param name="context">The engine, brand, UI thread and clock.</param>
/// <param name="account">Our account.</param>
/// <param name="peer">The contact's bare address; our own account for one's own devices.</param>
public sealed class VerificationViewModel(UiContext context, Jid account, Jid peer) : ViewModel(context)
{
    private IReadOnlyList<DeviceInfo> _devices = [];
    private IReadOnlyList<DeviceInfo> _own = [];
    private OtrChanged? _smp;
    private OtrState? _private;
    private bool _isAsking;

    /// <summary>The contact's devices.</summary>
    public ObservableWindow<DeviceRow> Devices { get; } = [];

    /// <summary>Our own devices, this one first.</summary>
    public ObservableWindow<DeviceRow> OwnDevices { get; } = [];

    /// <summary>Whether the devices have been read.</summary>
    public bool IsLoaded
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>What the contact is called.</summary>
    public string Name => Names.Of(peer);

    /// <summary>The title.</summary>
    public string Title => Brand.Text("verify.title", ("name", Name));

    /// <summary>Why to do it, and that nothing less will do where the brand demands it.</summary>
    public string WhyText => Brand.Text(CanTrust ? "verify.why" : "verify.why.demanded", ("name", Name));

    /// <summary>Whether a key may be trusted without being verified. Where not (<see cref="TrustPolicy.VerifiedOnly"/>), only
    /// <see cref="TrustLevel.Verified"/> and <see cref="TrustLevel.Distrusted"/> are to be offered.</summary>
    public bool CanTrust => Brand.Policy.TrustPolicy != TrustPolicy.VerifiedOnly;

    /// <summary>How many of the contact's devices are verified, in words.</summary>
    public string StateText
    {
        get
        {
            var active = _devices.Where(device => device is { IsActive: true, Trust: not TrustLevel.Distrusted }).ToList();
            var open = active.Count(device => device.Trust != TrustLevel.Verified);
            return active.Count == 0 ? Brand.Text("verify.noDevices", ("name", Name))
                : open == 0 ? Brand.Text("verify.state.all", ("name", Name))
                : open == active.Count ? Brand.Text("verify.state.none", ("name", Name))
                : Brand.Text("verify.state.some", ("count", open), ("name", Name));
        }
    }

    /// <summary>What to show as a QR code for the contact to scan: our address with the keys of our devices that are not rejected.</summary>
    public string OwnCode =>
        ContactCode.Create(
            account,
            _own.Where(device => device is { IsActive: true, Trust: TrustLevel.Trusted or TrustLevel.Verified } || device.IsThisDevice)
        );

    /// <summary>What came of the last code, in words; null for none.</summary>
    public string? CodeText
    {
        get;
        private set => Set(ref field, value);
    }

    /// <summary>How far the comparison of secrets has come, in words, with the contact's question if it asked one; null if there is none.</summary>
    public string? SecretText =>
        _smp switch
        {
            { Smp: OtrSmpProgress.Asked, Question: var question } => PrivateTalk.Asked(question, Brand),
            { Smp: { } progress } => Brand.Text(TextId.Of(progress), ("trust", Brand.Text(TextId.Of(_smp.Trust ?? TrustLevel.Undecided)))),
            _ => null,
        };

    /// <summary>Whether the contact waits for us to enter the secret.</summary>
    public bool IsSecretAsked => _smp?.Smp == OtrSmpProgress.Asked;

    /// <summary>Whether a secret can be compared: there is a private conversation.</summary>
    public bool CanCompareSecrets => _private == OtrState.Encrypted;

    /// <summary>Whether a private conversation can be begun, in which a secret can be compared.</summary>
    public bool CanBeginPrivately => peer != account && Brand.Policy.AllowOtr && _private is not null and not OtrState.Encrypted;

    /// <summary>Why a secret can't be compared yet, in words; null if it can, or where there are no private conversations.</summary>
    public string? PrivateText =>
        !CanBeginPrivately ? null
        : _isAsking ? Brand.Text("otr.asking", ("name", Name))
        : Brand.Text("verify.secret.needsPrivate", ("name", Name));

    /// <summary>Decides about a device: the person has compared its key, or rejects it.</summary>
    /// <param name="row">The device, of the contact or of ours.</param>
    /// <param name="trust">The decision; not <see cref="TrustLevel.Undecided"/>, and <see cref="TrustLevel.Trusted"/> only where
    /// <see cref="CanTrust"/>.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> DecideAsync(DeviceRow row, TrustLevel trust)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (trust == TrustLevel.Trusted && !CanTrust)
        {
            Problem = WhyText;
            return Task.FromResult(false);
        }

        var owner = OwnDevices.Any(own => own.Id == row.Id) ? account : peer;
        return row.Key is { } key
            ? TryAsync(token => Client.Trust.SetTrustAsync(account, owner, key, trust, token))
            : Task.FromResult(false);
    }

    /// <summary>Takes another device of the person's own, lost or no longer used, off the account. To be asked first: nobody encrypts to it afterwards.</summary>
    /// <param name="row">The device; one that is <see cref="DeviceRow.IsRemovable"/>.</param>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> RemoveAsync(DeviceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return row is { IsRemovable: true, Key: { } key }
            ? TryAsync(token => Client.Trust.RemoveDeviceAsync(account, key, token))
            : Task.FromResult(false);
    }

    /// <summary>Compares a code that was scanned or pasted, and verifies the keys in it if all of them are known.</summary>
    /// <param name="text">The code.</param>
    /// <returns>What came of it; <see cref="CodeText"/> says it in words. After a failure, which <see cref="ViewModel.Problem"/> tells,
    /// <see cref="CodeCheck.Differs"/>.</returns>
    public async Task<CodeCheck> CheckCodeAsync(string text)
    {
        var code = ContactCode.Parse(text);
        var known = _devices.Select(device => device.Fingerprint).OfType<Fingerprint>().ToHashSet();
        var result =
            code is null or { Keys.Count: 0 } ? CodeCheck.Invalid
            : code.Address != peer ? CodeCheck.OtherPerson
            : code.Keys.All(known.Contains) ? CodeCheck.Matches
            : CodeCheck.Differs;
        if (result == CodeCheck.Matches && !await TryAsync(token => VerifyAsync(code!, token)).ConfigureAwait(false))
        {
            return CodeCheck.Differs;
        }

        await InvokeAsync(() =>
                CodeText = result switch
                {
                    CodeCheck.Matches => Brand.Text("verify.codeMatches", ("name", Name)),
                    CodeCheck.Differs => Brand.Text("verify.codeWrong"),
                    CodeCheck.OtherPerson => Brand.Text("verify.codeOther"),
                    _ => Brand.Text("verify.codeInvalid"),
                }
            )
            .ConfigureAwait(false);
        return result;
    }

    /// <summary>Asks the contact for a private conversation; that it began is seen by <see cref="CanCompareSecrets"/>.</summary>
    /// <returns>Whether it was asked; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> BeginPrivatelyAsync() =>
        TryAsync(async token =>
        {
            await Client.Otr.StartAsync(account, peer, token).ConfigureAwait(false);
            await InvokeAsync(() =>
                {
                    _isAsking = true;
                    Raise(nameof(PrivateText));
                })
                .ConfigureAwait(false);
        });

    /// <summary>Compares a secret within a private conversation: answers if the contact has asked, begins otherwise.</summary>
    /// <param name="secret">What both know.</param>
    /// <param name="question">A question whose answer is the secret; null for none.</param>
    /// <returns>Whether it is on its way; what comes of it is in <see cref="SecretText"/>.</returns>
    public Task<bool> CompareSecretAsync(string secret, string? question = null) =>
        TryAsync(token => Client.Otr.CompareSecretsAsync(account, peer, secret, question, token));

    /// <summary>Gives a comparison of secrets up.</summary>
    /// <returns>Whether that went well; if not, <see cref="ViewModel.Problem"/> says why.</returns>
    public Task<bool> GiveUpSecretAsync() => TryAsync(token => Client.Otr.GiveUpComparisonAsync(account, peer, token));

    private protected override async Task WatchAsync(CancellationToken cancellationToken)
    {
        var events = Client.EventsAsync(cancellationToken);
        await ReadAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var happened in events.ConfigureAwait(false))
        {
            switch (happened)
            {
                case EventsLost:
                case DeviceChanged { Device: var device } when happened.Account == account && (device.Owner == peer || device.IsOwn):
                case DeviceListChanged { Owner: var owner } when happened.Account == account && (owner == peer || owner == account):
                case ContactChanged { Contact: var contact } when happened.Account == account && contact.Jid == peer:
                    await ReadAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case OtrChanged otr when otr.Account == account && otr.Peer == peer:
                    await InvokeAsync(() =>
                        {
                            _smp =
                                otr.State != OtrState.Encrypted ? null
                                : otr.Smp is null ? _smp
                                : otr;
                            (_private, _isAsking) = (otr.State, false);
                            Refresh();
                        })
                        .ConfigureAwait(false);
                    break;
            }
        }
    }

    private protected override void Refresh()
    {
        Devices.Update([.. _devices.Select(Row)], row => row.Id);
        OwnDevices.Update([.. _own.Select(Row)], row => row.Id);
        Raise(nameof(Title));
        Raise(nameof(WhyText));
        Raise(nameof(CanTrust));
        Raise(nameof(StateText));
        Raise(nameof(OwnCode));
        Raise(nameof(SecretText));
        Raise(nameof(IsSecretAsked));
        Raise(nameof(CanCompareSecrets));
        Raise(nameof(CanBeginPrivately));
        Raise(nameof(PrivateText));
    }

    private async Task VerifyAsync(ContactCode code, CancellationToken cancellationToken)
    {
        foreach (var key in code.Keys)
        {
            await Client.Trust.SetTrustAsync(account, peer, key, TrustLevel.Verified, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var contacts = await Client.Contacts.ListAsync(account, cancellationToken).ConfigureAwait(false);
        var devices = await Client.Trust.DevicesAsync(account, peer, cancellationToken).ConfigureAwait(false);
        var own = await Client.Trust.DevicesAsync(account, cancellationToken: cancellationToken).ConfigureAwait(false);
        var status =
            peer == account ? null : await PrivateTalk.StatusAsync(Client, new(account, peer), cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                Names.Set(contacts);
                _private = status?.State;
                _smp =
                    status is { IsSecretAsked: true }
                        ? new(account, peer, status.State, Smp: OtrSmpProgress.Asked, Question: status.Question)
                    : IsSecretAsked ? null
                    : _smp;
                (_devices, _own, IsLoaded) = (devices, own, true);
                Refresh();
            })
            .ConfigureAwait(false);
    }

    private DeviceRow Row(DeviceInfo device, int index)
    {
        var name =
            device.IsThisDevice ? Brand.Text("verify.device.this")
            : device.IsOtr ? Brand.Text("verify.otr.key")
            : DisplayText.Name(device.Label) ?? Brand.Text("verify.device", ("number", index + 1));
        var trust = Brand.Text(TextId.Of(device.Trust));
        var words = device.Fingerprint?.ToWordString() ?? string.Empty;
        return new()
        {
            Id = device.Fingerprint?.Hex ?? $"{device.Device.Value}",
            Name = name,
            Key = device.Fingerprint,
            Digits = device.Fingerprint?.ToGroupedString() ?? string.Empty,
            WordsToRead = words,
            Trust = device.Trust,
            TrustText = trust,
            IsThisDevice = device.IsThisDevice,
            IsActive = device.IsActive,
            IsRemovable = device is { IsOwn: true, IsThisDevice: false, IsActive: true, IsOtr: false, Fingerprint: not null },
            AccessibleText = Brand.Text("verify.device.row", ("device", name), ("trust", trust), ("words", words)),
        };
    }
}
