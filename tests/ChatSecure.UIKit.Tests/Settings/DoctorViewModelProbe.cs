// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Settings;

namespace ChatSecure.UIKit.Tests.Settings;

/// <summary>Only asks why the doctor is not there.</summary>
internal sealed class DoctorViewModelProbe(UiContext context) : IAsyncDisposable
{
    private readonly DoctorViewModel _doctor = new(context, Chat.AliceJid);

    public string? BlockedReason => _doctor.CheckCommand.BlockedReason;

    public ValueTask DisposeAsync() => _doctor.DisposeAsync();
}
