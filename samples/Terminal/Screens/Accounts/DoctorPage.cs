// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Clients;
using ChatSecure.UIKit.Settings;

namespace ChatSecure.Terminal.Screens.Accounts;

/// <summary>How an account and its server are doing.</summary>
internal sealed class DoctorPage : Page
{
    private readonly DoctorViewModel _doctor;

    public DoctorPage(Screen screen, Jid account)
        : base(screen)
    {
        _doctor = new(Context, account);
        Use(_doctor, _doctor.Rows);
    }

    public override string Title => _doctor.Title;

    public override IEnumerable<Line> Lines()
    {
        yield return new(_doctor.Summary ?? "…", Tone.Accent);
        foreach (var row in _doctor.Rows)
        {
            yield return new(
                row.AccessibleText,
                row.Grade switch
                {
                    DoctorGrade.Bad => Tone.Danger,
                    DoctorGrade.Limited => Tone.Warning,
                    _ => Tone.Text,
                }
            );
        }
    }

    public override void Open()
    {
        base.Open();
        Screen.Run(() => TryAsync(_doctor.CheckCommand));
    }
}
