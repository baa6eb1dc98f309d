// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Accounts;
using ChatSecure.Core.Push;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Network;
using ChatSecure.Network.Streams;
using ChatSecure.Privacy;

namespace ChatSecure.Core;

/// <summary>How the engine behaves, apart from what the brand says.</summary>
public sealed record ChatClientOptions
{
    /// <summary>What kind of client service discovery tells (XEP-0030 registry): <c>pc</c>, <c>phone</c>, <c>console</c>, <c>bot</c> … Default <c>pc</c>.</summary>
    public string ClientType { get; init; } = "pc";

    /// <summary>How long one attempt to connect may take, 1 second to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request waits for its answer, 1 second to 10 minutes. Default 30 seconds.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait before an account that lost its connection connects again.</summary>
    public ReconnectPolicy ReconnectPolicy { get; init; } = new();

    /// <summary>Whether contacts who asked for it, and who may see our presence, are told what has been read (XEP-0333). Default true.</summary>
    public bool TellWhatIsRead { get; init; } = true;

    /// <summary>What accounts tell others as long as the person has set nothing else (<see cref="Clients.IPrivacy"/>), if the brand tells that, too. Null, the
    /// default, for what the brand says.</summary>
    public PrivacySettings? Privacy { get; init; }

    /// <summary>Whether private conversations by off-the-record messaging (OTR, version 3) are possible: asked for by us or by peers. It is old cryptography for
    /// peers that have nothing newer. Default false.</summary>
    public bool AllowOtr { get; init; }

    /// <summary>What streams run over. Default <see cref="TransportChoice.Tcp"/>.</summary>
    public TransportChoice Transport { get; init; }

    /// <summary>Whether a SOCKS5 proxy without a user is given a made-up one for each account, so that Tor ties no account to another (see
    /// <see cref="XmppClientOptions.IsolateProxy"/>). Default true.</summary>
    public bool IsolateProxy { get; init; } = true;

    /// <summary>Changes how accounts connect, without storing it: gets an account's settings and returns those to connect with, for instance with a proxy that
    /// every connection of this process has to go through. It must keep the address. Null, the default, connects as stored.</summary>
    public Func<AccountSettings, AccountSettings>? Route { get; init; }

    /// <summary>Registers this device at the brand's push service (<see cref="Branding.Brand.Push"/>) and returns what that gave for it; null for a device that is not to
    /// be woken. Asked for each account with each new stream, and again when an overlay of the brand names another service: the account's server is told the new one,
    /// and the old one is ended. Null, the default, for an app that nobody wakes.</summary>
    public Func<PushRequest, CancellationToken, ValueTask<PushTarget?>>? RegisterForPush { get; init; }

    /// <summary>Who does the curve operations of OMEMO. Null, the default, for the one that is registered (<c>AddSodium</c>), or else the managed one.</summary>
    public ICurve25519? Curve { get; init; }

    /// <summary>What to call this device on the device list of <c>urn:xmpp:omemo:2</c>, signed, for contacts to tell devices apart, unless the person has named it
    /// otherwise; if the privacy settings let it be shown at all. Null, the default, for no name.</summary>
    public string? DeviceLabel { get; init; }

    /// <summary>How many messages that are older than the newest page of the server's archive a device that is new fetches by itself, 0 to 10,000. That page, of up to
    /// 50, comes in any case; the rest is read when somebody asks (<see cref="Clients.IConversations.FillGapAsync"/>). Default 200.</summary>
    public int HistoryOnNewDevice { get; init; } = 200;

    /// <summary>The greatest file that is fetched, in bytes, 1 to 16 GiB. Default 100 MiB.</summary>
    public long MaxDownload { get; init; } = 100L * 1024 * 1024;

    /// <summary>Up to which size files of messages are fetched by themselves, in bytes, of those whose files the privacy settings let be fetched
    /// (<see cref="PrivacySettings.AutoDownload"/>). Default 5 MiB; 0 for none.</summary>
    public long FetchUpTo { get; init; } = 5L * 1024 * 1024;

    /// <summary>Names of hosts of files whose addresses may be private ones, such as a server at home; others must be public. Those of an account whose server was
    /// given by a private address are among them anyway. Default none.</summary>
    public IReadOnlySet<string> PrivateFileHosts { get; init; } = new HashSet<string>();

    /// <summary>Every error in these options, in words; empty if there is none.</summary>
    /// <returns>One sentence an error.</returns>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(ClientType))
        {
            errors.Add($"{nameof(ClientType)} is empty.");
        }

        if (MaxDownload is < 1 or > 16L * 1024 * 1024 * 1024)
        {
            errors.Add($"{nameof(MaxDownload)} lies outside 1 byte to 16 GiB.");
        }

        if (FetchUpTo < 0)
        {
            errors.Add($"{nameof(FetchUpTo)} is negative.");
        }

        if (HistoryOnNewDevice is < 0 or > 10_000)
        {
            errors.Add($"{nameof(HistoryOnNewDevice)} lies outside 0 to 10,000 messages.");
        }

        Check(nameof(ConnectTimeout), ConnectTimeout);
        Check(nameof(RequestTimeout), RequestTimeout);
        return errors;

        void Check(string name, TimeSpan value)
        {
            if (value < TimeSpan.FromSeconds(1) || value > TimeSpan.FromMinutes(10))
            {
                errors.Add($"{name} lies outside 1 second to 10 minutes.");
            }
        }
    }
}
