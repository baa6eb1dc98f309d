// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.UIKit.Collections;
using ChatSecure.UIKit.Commands;

namespace ChatSecure.UIKit.Settings;

/// <summary>The server check: what an account's server offers, and how its connection, keys and profile are.</summary>
public sealed class DoctorViewModel : ViewModel
{
    private readonly Jid _account;
    private readonly UiCommand _check;
    private IReadOnlyList<DoctorFinding> _findings = [];

    /// <summary>Creates the view model; nothing is looked at before <see cref="CheckCommand"/>.</summary>
    /// <param name="context">The engine, brand, UI thread and clock.</param>
    /// <param name="account">Whose server.</param>
    public DoctorViewModel(UiContext context, Jid account)
        : base(context)
    {
        _account = account;
        _check = Command(CheckAsync, () => WhyNotOffered(BrandFeature.Diagnostics));
    }

    /// <summary>The findings.</summary>
    public ObservableWindow<DoctorRow> Rows { get; } = [];

    /// <summary>The title.</summary>
    public string Title => Brand.Text("doctor.title", ("account", _account.ToString()));

    /// <summary>All of it in one sentence; null before the first check.</summary>
    public string? Summary =>
        _findings.Count == 0
            ? null
            : Brand.Text(
                "doctor.summary",
                ("bad", _findings.Count(finding => finding.Grade == DoctorGrade.Bad)),
                ("limited", _findings.Count(finding => finding.Grade == DoctorGrade.Limited))
            );

    /// <summary>Looks at everything (anew).</summary>
    public IUiCommand CheckCommand => _check;

    private protected override void Refresh()
    {
        Rows.Update([.. _findings.Select((finding, index) => DoctorRow.Of(finding, index, Brand))], row => row.Id);
        Raise(nameof(Title));
        Raise(nameof(Summary));
        _check.Raise();
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var findings = await Client.Accounts.DiagnoseAsync(_account, cancellationToken).ConfigureAwait(false);
        await InvokeAsync(() =>
            {
                _findings = findings;
                Refresh();
            })
            .ConfigureAwait(false);
    }
}
