// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Errors;

namespace ChatSecure.UIKit.Shell;

/// <summary>An account and how its connection is, ready to be shown.</summary>
/// <param name="Id">The bare address, by which the row is known.</param>
/// <param name="State">Its connection's state.</param>
/// <param name="StateText">The same in words; why it is not connected and what to do, where something is to be done.</param>
/// <param name="AccessibleText">The row in one sentence, for screen readers.</param>
public sealed record AccountRow(Jid Id, ConnectionState State, string StateText, string AccessibleText)
{
    /// <summary>Whether the server no longer takes the password that is kept here: the person has to enter it again.</summary>
    public bool NeedsPassword { get; init; }

    internal static AccountRow Of(Jid account, ConnectionStatus status, Brand brand)
    {
        // Also while it is tried again, if a person can help: by looking after the network.
        var tellsWhy =
            status.State == ConnectionState.Failed || status is { State: ConnectionState.Connecting, Reason: ErrorKind.Unreachable };
        var state = tellsWhy && status.Reason is { } reason ? brand.Text(TextId.Of(reason)) : brand.Text(TextId.Of(status.State));
        var text = brand.Text("accessibility.connectionChanged", ("address", account.ToString()), ("state", state));
        return new(account, status.State, state, text)
        {
            NeedsPassword = status is { State: ConnectionState.Failed, Reason: ErrorKind.AuthenticationFailed },
        };
    }

    /// <summary>Shows nothing of the account.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(AccountRow);
}
