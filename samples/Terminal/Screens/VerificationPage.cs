// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Codes;
using ChatSecure.Encryption;
using ChatSecure.UIKit.Verification;

namespace ChatSecure.Terminal.Screens;

/// <summary>Comparing keys: digits, words, and our own code for the contact to scan.</summary>
internal sealed class VerificationPage : Page
{
    private readonly VerificationViewModel _verification;
    private string? _asked;

    public VerificationPage(Screen screen, Jid account, Jid peer)
        : base(screen)
    {
        _verification = new(Context, account, peer);
        Use(_verification, _verification.Devices, _verification.OwnDevices);
    }

    public override string Title => $"{_verification.Title}  {_verification.StateText}";

    public override string Prompt => _verification.CodeText ?? Brand.Text("terminal.verify");

    public override IEnumerable<Line> Lines()
    {
        yield return new(_verification.WhyText, Tone.Muted);
        foreach (var line in _verification.Devices.SelectMany(Device))
        {
            yield return line;
        }

        yield return new(string.Empty);
        foreach (var line in _verification.OwnDevices.SelectMany(Device))
        {
            yield return line;
        }

        foreach (var line in QrBlocks.Of(_verification.OwnCode))
        {
            yield return new(line);
        }

        yield return new(_verification.OwnCode, Tone.Muted);
    }

    /// <summary>A key is verified by the second Enter, once the person has been asked.</summary>
    public override async Task ChooseAsync(object item)
    {
        if (item is not DeviceRow row)
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

    public override Task SubmitAsync(string text) => _verification.CheckCodeAsync(text);

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
