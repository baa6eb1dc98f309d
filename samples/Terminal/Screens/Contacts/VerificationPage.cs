// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Codes;
using ChatSecure.Encryption;
using ChatSecure.Terminal.Screens.Asking;
using ChatSecure.UIKit.Verification;

namespace ChatSecure.Terminal.Screens.Contacts;

/// <summary>Comparing keys: digits, words, a secret, and our own code for the contact to scan.</summary>
internal sealed class VerificationPage : Page
{
    private readonly VerificationViewModel _verification;
    private readonly bool _isOwn;
    private string? _asked;

    /// <summary>The page about a contact, or with the account itself about our own devices alone.</summary>
    public VerificationPage(Screen screen, Jid account, Jid peer)
        : base(screen)
    {
        _isOwn = peer == account;
        _verification = new(Context, account, peer);
        Use(_verification, _verification.Devices, _verification.OwnDevices);
    }

    public override string Title =>
        _isOwn ? Brand.Text("settings.security.keys")
        : _verification.IsLoaded ? $"{_verification.Title}  {_verification.StateText}"
        : _verification.Title;

    public override string Prompt => _verification.CodeText ?? Brand.Text(_isOwn ? "terminal.list" : "terminal.verify");

    // Before the devices are known, the contact would be one without any, and our code one without keys.
    public override IEnumerable<Line> Lines() => _verification.IsLoaded ? [.. _isOwn ? [] : Theirs(), .. Ours()] : [];

    /// <summary>A key is verified by the second Enter, once the person has been asked.</summary>
    public override async Task ChooseAsync(object item)
    {
        if (item is Choice choice)
        {
            await BeginAsync(choice.Do);
            return;
        }

        if (item is not DeviceRow { IsThisDevice: false } row)
        {
            return;
        }

        if (_asked != row.Id)
        {
            _asked = row.Id;
            await OnUiAsync(() => Screen.Say(Brand.Text("terminal.verify.sure")));
            return;
        }

        _asked = null;
        await _verification.DecideAsync(row, TrustLevel.Verified);
    }

    public override IEnumerable<Choice> ChoicesOf(object item) =>
        item is DeviceRow { Key: not null, IsThisDevice: false } row ? ChoicesOf(row) : [];

    public override Task SubmitAsync(string text) => _isOwn ? Task.CompletedTask : _verification.CheckCodeAsync(text);

    private IEnumerable<Choice> ChoicesOf(DeviceRow row)
    {
        yield return new(
            Brand.Text("verify.digitsAreSame"),
            () => _verification.DecideAsync(row, TrustLevel.Verified),
            Brand.Text("verify.byDigits")
        );
        yield return new(
            Brand.Text("verify.digitsDiffer"),
            () => _verification.DecideAsync(row, TrustLevel.Distrusted),
            row.AccessibleText
        );
        if (row.IsRemovable)
        {
            yield return new(
                Brand.Text("verify.device.remove"),
                () => _verification.RemoveAsync(row),
                Brand.Text("verify.device.remove.confirm", ("device", row.Name))
            );
        }
    }

    private IEnumerable<Line> Theirs() =>
        [new(_verification.WhyText, Tone.Muted), .. _verification.Devices.SelectMany(Device), .. Secret(), new(string.Empty)];

    // The devices, and the code for the contact to scan.
    private IEnumerable<Line> Ours() =>
        [
            .. _verification.OwnDevices.SelectMany(Device),
            .. QrBlocks.Of(_verification.OwnCode).Select(line => new Line(line)),
            new(_verification.OwnCode, Tone.Muted),
        ];

    // A secret that both know, within a private conversation.
    private IEnumerable<Line> Secret()
    {
        if (_verification.SecretText is { } text)
        {
            yield return new(text, Tone.Warning);
        }

        var by = Brand.Text("verify.bySecret", ("name", _verification.Name));
        if (_verification.CanCompareSecrets)
        {
            yield return Row(by, () => OnUiAsync(() => Screen.Push(Compare(by))));
            if (_verification.SecretText is not null)
            {
                yield return Row(Brand.Text("button.cancel"), _verification.GiveUpSecretAsync);
            }
        }
        else if (_verification.CanBeginPrivately)
        {
            yield return new(by);
            yield return new($"  {_verification.PrivateText}", Tone.Muted);
            yield return Row(Brand.Text("otr.start"), _verification.BeginPrivatelyAsync);
        }
    }

    // Who was asked types the secret alone, who asks the question before it.
    private FieldsPage Compare(string title)
    {
        var (question, secret) = (string.Empty, string.Empty);
        List<Field> fields = [new(Brand.Text("verify.secret"), text => secret = text) { IsSecret = true, Hint = _verification.SecretText }];
        if (!_verification.IsSecretAsked)
        {
            fields.Insert(0, new(Brand.Text("verify.question"), text => question = text.Trim()));
        }

        return new(
            Screen,
            title,
            fields,
            async () => new(await _verification.CompareSecretAsync(secret, question.Length > 0 ? question : null), _verification.Problem)
        );
    }

    private static Line Row(string text, Func<Task> work) => new($"  {text}", Tone.Accent, new Choice(text, work));

    private static IEnumerable<Line> Device(DeviceRow row)
    {
        var tone = row.Trust switch
        {
            TrustLevel.Verified => Tone.Accent,
            TrustLevel.Distrusted or TrustLevel.Undecided => Tone.Warning,
            _ => Tone.Peer,
        };
        yield return new(row.AccessibleText, tone, row);
        yield return new($"  {row.Digits}", Tone.Text, row);
    }
}
