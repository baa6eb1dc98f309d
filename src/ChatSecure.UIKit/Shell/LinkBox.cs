// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.UIKit.Shell;

/// <summary>Carries a link that the app was started with, such as an invitation, to the screen that shows it to the person: nothing happens before they agree. Safe
/// for concurrent use.</summary>
public sealed class LinkBox
{
    private string? _link;

    /// <summary>Takes the link out: it is there once.</summary>
    /// <returns>The link; null for none.</returns>
    public string? Take() => Interlocked.Exchange(ref _link, null);

    /// <summary>Puts a link in, in place of one that nobody took.</summary>
    /// <param name="link">The link, an <c>xmpp:</c> URI of whomever.</param>
    public void Put(string link) => Interlocked.Exchange(ref _link, link);
}
