// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Clients;
using ChatSecure.Core.Accounts;
using ChatSecure.Errors;
using ChatSecure.Network.Xeps.Discovery;

namespace ChatSecure.Core.Diagnostics;

/// <summary>What the server offers of what the client can use.</summary>
internal static class ServerCheck
{
    // A server with more components than this has others to tell about them.
    private const int MaxServices = 30;

    // What the client uses where the server has it: where it is announced, what for, and how bad it is without.
    private static readonly Wanted[] _wanted =
    [
        new("xep-0163", Place.Account, "http://jabber.org/protocol/pubsub#publish-options", DoctorGrade.Bad, "doctor.purpose.keys"),
        new("xep-0313", Place.Account, "urn:xmpp:mam:2", DoctorGrade.Bad, "doctor.purpose.archive"),
        new("xep-0357", Place.Account, "urn:xmpp:push:0", DoctorGrade.Limited, "doctor.purpose.push"),
        new("xep-0398", Place.Account, "urn:xmpp:pep-vcard-conversion:0", DoctorGrade.Limited, "doctor.purpose.oldPictures"),
        new("xep-0402", Place.Account, "urn:xmpp:bookmarks:1#compat", DoctorGrade.Limited, "doctor.purpose.rooms"),
        new("xep-0280", Place.Server, "urn:xmpp:carbons:2", DoctorGrade.Limited, "doctor.purpose.carbons"),
        new("xep-0191", Place.Server, "urn:xmpp:blocking", DoctorGrade.Limited, "doctor.purpose.blocking"),
        new("xep-0377", Place.Server, "urn:xmpp:reporting:1", DoctorGrade.Limited, "doctor.purpose.reporting"),
        new("xep-0199", Place.Server, "urn:xmpp:ping", DoctorGrade.Limited, "doctor.purpose.ping"),
        new("xep-0054", Place.Server, "vcard-temp", DoctorGrade.Limited, "doctor.purpose.pictures"),
        new("xep-0077", Place.Server, "jabber:iq:register", DoctorGrade.Limited, "doctor.purpose.password"),
        new("xep-0215", Place.Server, "urn:xmpp:extdisco:2", DoctorGrade.Limited, "doctor.purpose.services"),
        new("xep-0352", Place.Stream, "{urn:xmpp:csi:0}csi", DoctorGrade.Limited, "doctor.purpose.clientState"),
        new("rfc6121-ver", Place.Stream, "{urn:xmpp:features:rosterver}ver", DoctorGrade.Limited, "doctor.purpose.roster"),
        new("xep-0363", Place.Service, "urn:xmpp:http:upload:0", DoctorGrade.Limited, "doctor.purpose.upload"),
        new("xep-0045", Place.Service, "http://jabber.org/protocol/muc", DoctorGrade.Limited, "doctor.purpose.groups"),
    ];

    private enum Place
    {
        Account,
        Server,
        Stream,
        Service,
    }

    public static async Task<IEnumerable<DoctorFinding>> RunAsync(AccountSession session, Brand brand, CancellationToken cancellationToken)
    {
        var domain = Jid.Parse(session.Account.Domain);
        var discovery = session.Modules.Discovery;
        var server = await InfoAsync(discovery, domain, cancellationToken).ConfigureAwait(false);
        var account = await InfoAsync(discovery, session.Account, cancellationToken).ConfigureAwait(false);
        var services = await ServicesAsync(discovery, domain, cancellationToken).ConfigureAwait(false);
        var offered = new Dictionary<Place, HashSet<string>>
        {
            [Place.Account] = [.. account.Features],
            [Place.Server] = [.. server.Features],
            [Place.Stream] = [.. session.Client.Details?.StreamFeatures ?? []],
            [Place.Service] = [.. services.SelectMany(service => service.Features)],
        };
        return _wanted.Select(wanted => Find(wanted, offered[wanted.Place], services, brand));
    }

    private static DoctorFinding Find(Wanted wanted, HashSet<string> offered, IReadOnlyList<DiscoInfo> services, Brand brand)
    {
        var purpose = brand.Text(wanted.Purpose);
        if (!offered.Contains(wanted.Feature))
        {
            return new("server", wanted.Name, wanted.Without, brand.Text("doctor.notOffered", ("purpose", purpose)));
        }

        var limit = services
            .Where(service => service.Features.Contains(wanted.Feature))
            .SelectMany(service => service.Forms)
            .FirstOrDefault(form => form.FormType == wanted.Feature)
            ?["max-file-size"]?.Value;
        return new(
            "server",
            wanted.Name,
            DoctorGrade.Good,
            long.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
                ? brand.Text("doctor.upload.limit", ("purpose", purpose), ("bytes", bytes))
                : purpose
        );
    }

    private static async Task<IReadOnlyList<DiscoInfo>> ServicesAsync(
        DiscoveryModule discovery,
        Jid domain,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var items = await discovery.QueryItemsAsync(domain, null, cancellationToken).ConfigureAwait(false);
            return await Task.WhenAll(items.Take(MaxServices).Select(item => InfoAsync(discovery, item.Jid, cancellationToken)))
                .ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (IsAnswer(error))
        {
            return [];
        }
    }

    private static async Task<DiscoInfo> InfoAsync(DiscoveryModule discovery, Jid to, CancellationToken cancellationToken)
    {
        try
        {
            return await discovery.QueryInfoAsync(to, null, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatSecureException error) when (IsAnswer(error))
        {
            return new([], [], []);
        }
    }

    private static bool IsAnswer(ChatSecureException error) => error.Kind is ErrorKind.Protocol or ErrorKind.TimedOut;

    private sealed record Wanted(string Name, Place Place, string Feature, DoctorGrade Without, string Purpose);
}
