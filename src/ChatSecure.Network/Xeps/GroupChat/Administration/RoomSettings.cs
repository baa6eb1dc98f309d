// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Errors;
using ChatSecure.Network.Xeps.DataForms;

namespace ChatSecure.Network.Xeps.GroupChat.Administration;

/// <summary>How a room shall be configured (XEP-0045, section 15.5.3). What is null stays as it is. Whoever sets who may enter, who sees whom or whether the room
/// can be found gets it or an error; a name or description that the service does not take is left out.</summary>
public sealed record RoomSettings
{
    private const string Prefix = "muc#roomconfig_";

    /// <summary>What the room is called.</summary>
    public string? Name { get; init; }

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>Whether it stays when the last occupant leaves.</summary>
    public bool? IsPersistent { get; init; }

    /// <summary>Whether it can't be found by searching.</summary>
    public bool? IsHidden { get; init; }

    /// <summary>Whether only members may enter.</summary>
    public bool? IsMembersOnly { get; init; }

    /// <summary>Whether everybody in the room sees everybody's real address, which encryption needs.</summary>
    public bool? IsNonAnonymous { get; init; }

    /// <summary>Whether only those with voice may speak.</summary>
    public bool? IsModerated { get; init; }

    /// <summary>Whether all occupants may invite, and not its owners alone.</summary>
    public bool? AllowsInvitations { get; init; }

    /// <summary>The password that one needs to enter; empty for none.</summary>
    public string? Password { get; init; }

    /// <summary>Shows nothing: it may hold a password.</summary>
    /// <returns>The type's name.</returns>
    public override string ToString() => nameof(RoomSettings);

    /// <summary>The form with these settings filled in.</summary>
    /// <param name="offered">The form that the room sent.</param>
    /// <returns>The form to submit.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.NotSupported"/>: the room can't be configured so.</exception>
    public DataForm Apply(DataForm offered)
    {
        var wanted = new Dictionary<string, string>();
        Add("roomname", Name, isDemanded: false);
        Add("roomdesc", Description, isDemanded: false);
        Add("persistentroom", Flag(IsPersistent));
        Add("publicroom", Flag(!IsHidden));
        Add("membersonly", Flag(IsMembersOnly));
        Add("whois", IsNonAnonymous is { } isOpen ? (isOpen ? "anyone" : "moderators") : null);
        Add("moderatedroom", Flag(IsModerated));
        Add("allowinvites", Flag(AllowsInvitations), isDemanded: false);
        Add("passwordprotectedroom", Password is null ? null : Flag(Password.Length > 0), isDemanded: false);
        Add("roomsecret", Password);

        return new(
            "submit",
            [
                .. offered
                    .Fields.Where(field => field.Name.Length > 0 && field.Type != "fixed")
                    .Select(field => new DataField(
                        field.Name,
                        field.Type == "hidden" ? field.Type : null,
                        wanted.TryGetValue(field.Name, out var value) ? [value] : field.Values
                    )),
            ]
        );

        void Add(string name, string? value, bool isDemanded = true)
        {
            if (value is null)
            {
                return;
            }

            if (offered[Prefix + name] is not null)
            {
                wanted[Prefix + name] = value;
            }
            else if (isDemanded)
            {
                throw new ChatSecureException(ErrorKind.NotSupported, "The room can't be configured as demanded.");
            }
        }
    }

    private static string? Flag(bool? value) =>
        value is null ? null
        : value.Value ? "1"
        : "0";
}
