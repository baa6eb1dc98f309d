// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.Contacts;
using ChatSecure.UIKit.Words;

namespace ChatSecure.UIKit.Contacts;

/// <summary>Contacts in the brand's words.</summary>
internal static class ContactWords
{
    private const int MaxStatus = 256;

    /// <summary>Whether somebody is in the list for being blocked alone, and no contact.</summary>
    public static bool IsBlockedStranger(Contact contact) =>
        contact is { IsBlocked: true, Subscription: SubscriptionState.None, IsPendingOut: false };

    /// <summary>What is known of a contact's presence; that it is blocked, or has not answered yet, in its place.</summary>
    public static string Presence(Contact contact, Brand brand) =>
        contact.IsBlocked ? brand.Text("contacts.isBlocked")
        : contact.IsPendingIn ? brand.Text("contacts.pendingIn")
        : contact.IsPendingOut ? brand.Text("contacts.pendingOut")
        : brand.Text(TextId.Of(contact.Availability));

    /// <summary>That a contact asks at a new address, which its old account bears out; null if that is nobody's new address.</summary>
    public static string? Moved(Contact contact, NameBook names, Brand brand) =>
        contact.MovedFrom is { } former
            ? brand.Text("contacts.movedRequest", ("name", names.Of(former)), ("address", contact.Jid.ToString()))
            : null;

    /// <summary>The same as <see cref="Presence"/>, with what the contact says about itself.</summary>
    public static string PresenceAndStatus(Contact contact, Brand brand)
    {
        var presence = Presence(contact, brand);
        return !contact.IsBlocked && DisplayText.Line(contact.StatusText ?? string.Empty, MaxStatus) is { Length: > 0 } status
            ? brand.Text("contacts.presence", ("presence", presence), ("status", status))
            : presence;
    }
}
