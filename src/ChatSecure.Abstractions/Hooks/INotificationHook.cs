// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Clients;

namespace ChatSecure.Hooks;

/// <summary>Looks at every notification before the app is told to show it: to hold it back, or to show less. It gets what the account's privacy settings let through, and
/// can't add to that. One that throws or takes longer than 10 seconds has the notification say nothing but that there is a message.</summary>
public interface INotificationHook
{
    /// <summary>Decides about a notification.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellationToken">Ends when time is up or the engine ends.</param>
    /// <returns>The notification, with no more than it had; null to hold it back.</returns>
    ValueTask<NotificationDue?> BeforeNotifyAsync(NotificationDue notification, CancellationToken cancellationToken);
}
