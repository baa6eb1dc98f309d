// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Omemo.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Omemo;

/// <summary>OMEMO (XEP-0384) for one account, in both its namespaces under one identity key and without I/O: it reads state through <see cref="ICryptoStateStore"/>, and every step answers with the records
/// that it changes, for the caller to commit. It keeps nothing in memory between steps: one that fails, throws, is cancelled or is never committed has
/// not happened.
/// <para>Steps of one account go one at a time, each committed (or abandoned) before the next begins: the ratchet moves with each message, and two steps
/// from the same state would use one message key twice. A step that overlaps another throws <see cref="InvalidOperationException"/>. The reads
/// (<see cref="GetBundleAsync"/>, <see cref="GetDeviceListAsync"/>, <see cref="GetDevicesAsync"/>) may run beside a step and see what is committed.</para>
/// <para>The law: changes are committed before the envelope that came with them leaves, and together with a decrypted message before that message is
/// acknowledged.</para>
/// <para>Every method throws <see cref="ChatSecureException"/> of kind <see cref="ErrorKind.StorageDamaged"/> if a record can't be read, and of kind
/// <see cref="ErrorKind.Failed"/> if the device has not been opened and committed yet. A session that can't be read costs that session: messages on it have
/// none, and to encrypt, a new one is asked for. What comes from the network never makes it throw.</para></summary>
public sealed class OmemoMachine
{
    // The namespaces, best first.
    private readonly IReadOnlyList<OmemoContext> _contexts;
    private readonly StepGate _gate = new();
    private readonly RepairLimiter _repairs = new();

    /// <summary>Creates the machine. Cheap: nothing is read yet.</summary>
    /// <param name="account">Our account; its bare address counts.</param>
    /// <param name="state">Where the state is read.</param>
    /// <param name="policy">Who decides about keys that are seen for the first time.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="random">Where keys come from; the operating system's generator by default.</param>
    /// <param name="label">What to call this device on the <c>urn:xmpp:omemo:2</c> device list, which everybody may read; at most 53 characters are
    /// recommended. Null, the default, for no name.</param>
    /// <param name="curve">Who does the curve operations; the managed implementation by default. State made with one can be used with another.</param>
    public OmemoMachine(
        Jid account,
        ICryptoStateStore state,
        TrustPolicy policy,
        TimeProvider? time = null,
        IRandomSource? random = null,
        string? label = null,
        ICurve25519? curve = null
    )
    {
        curve ??= Curve25519.Managed;
        Label = label;
        OmemoFormat[] formats = [new Omemo2Format(curve), LegacyFormat.Instance];
        _contexts =
        [
            .. formats.Select(format => new OmemoContext(
                account.Bare,
                state,
                policy,
                time ?? TimeProvider.System,
                random ?? SystemRandomSource.Instance,
                curve,
                () => Label,
                format
            )),
        ];
    }

    /// <summary>What this device is called from its next announcement on (<see cref="DescribeAsync"/>); null for nothing.</summary>
    public string? Label { get; set; }

    /// <summary>The namespaces, the one that is preferred first.</summary>
    public static IReadOnlyList<EncryptionKind> Kinds { get; } = [EncryptionKind.Omemo2, EncryptionKind.Omemo];

    /// <summary>Loads this account's device, or makes one with a random number, an identity, and in each namespace a
    /// signed prekey and 100 one-time keys. The number of a new one is settled by <see cref="ClaimDeviceIdAsync"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The device.</returns>
    public async ValueTask<OmemoDevice> OpenAsync(CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var works = Works();
        var keys = new OwnKeys(works[0]);
        using var device = await keys.FindDeviceAsync(cancellationToken).ConfigureAwait(false) ?? keys.CreateDevice();
        foreach (var work in works)
        {
            await new OwnKeys(work).ProvideAsync(device, cancellationToken).ConfigureAwait(false);
        }

        return new(device.Id, device.Fingerprint, works[0].Changes)
        {
            IsClaimed = await keys.IsClaimedAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Settles a new device's number before anything is published under it: one that another device of the account has is given up for another
    /// random one (XEP-0384, section 5.3: it must be unique among the account's devices). A number that is settled already stays, whatever the lists
    /// say: it is this device that they name.</summary>
    /// <param name="taken">The devices on the account's own lists, in every namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The device as it is from now on; its changes are empty if its number was settled before.</returns>
    public async ValueTask<OmemoDevice> ClaimDeviceIdAsync(
        IReadOnlyCollection<DeviceId> taken,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        var work = new StateWork(_contexts[0]);
        var keys = new OwnKeys(work);
        using var device = await keys.GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        var id = await keys.IsClaimedAsync(cancellationToken).ConfigureAwait(false) ? device.Id : keys.Claim(device, taken.ToHashSet());
        return new(id, device.Fingerprint, work.Changes) { IsClaimed = true };
    }

    /// <summary>What to publish for others to start sessions with this device: the current signed prekey and the one-time keys not used yet.</summary>
    /// <param name="kind">The namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The bundle, keys in the form of the wire.</returns>
    public async ValueTask<OmemoBundle> GetBundleAsync(EncryptionKind kind, CancellationToken cancellationToken = default)
    {
        var keys = new OwnKeys(new(In(kind)));
        using var device = await keys.GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        return await keys.GetBundleAsync(device, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How this device's keys are. Changes nothing.</summary>
    /// <param name="kind">The namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The keys that are left, and how old they are.</returns>
    public ValueTask<OmemoKeyStatus> GetKeyStatusAsync(EncryptionKind kind, CancellationToken cancellationToken = default) =>
        new OwnKeys(new(In(kind))).GetStatusAsync(cancellationToken);

    /// <summary>Upkeep, to call at every start, about daily, and after a message that used up a one-time key: replaces the signed prekey after 7 days, keeps
    /// the old one for another 30, and refills the one-time keys to 100.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Which bundles to publish, and what to commit before.</returns>
    public async ValueTask<OmemoMaintenance> MaintainAsync(CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var works = Works();
        using var device = await new OwnKeys(works[0]).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        var publish = new List<EncryptionKind>();
        foreach (var work in works)
        {
            if (await new OwnKeys(work).MaintainAsync(device, cancellationToken).ConfigureAwait(false))
            {
                publish.Add(work.Context.Format.Kind);
            }
        }

        return new(publish, works[0].Changes);
    }

    /// <summary>Deletes the one-time keys that have been used. They are kept that long because messages still under way or in the server's archive may
    /// use the same ones: call it when a history sync has ended, and after messages that arrive while none is running.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to commit; empty if there is nothing to delete.</returns>
    public async ValueTask<IReadOnlyList<CryptoRecord>> ReleaseUsedPreKeysAsync(CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var works = Works();
        foreach (var work in works)
        {
            await new OwnKeys(work).ReleaseUsedPreKeysAsync(cancellationToken).ConfigureAwait(false);
        }

        return works[0].Changes;
    }

    /// <summary>Takes in a device list of ours or of a contact, from the network. Numbers that no device may have, and repetitions, are dropped; so are
    /// devices of one owner beyond the 200th.</summary>
    /// <param name="kind">The list's namespace.</param>
    /// <param name="owner">Whose list; its bare address counts. The caller has checked that the list comes from there.</param>
    /// <param name="devices">The list; empty if there is none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What changed.</returns>
    public async ValueTask<OmemoDeviceListResult> UpdateDeviceListAsync(
        EncryptionKind kind,
        Jid owner,
        IReadOnlyList<OmemoListedDevice> devices,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await new DeviceListUpdate(new(In(kind))).RunAsync(owner.Bare, devices, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>This device as a list is to show it, with its <see cref="Label"/> where the namespace has such.</summary>
    /// <param name="kind">The list's namespace.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The entry.</returns>
    public async ValueTask<OmemoListedDevice> DescribeAsync(EncryptionKind kind, CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        return await new DeviceListUpdate(new(In(kind))).DescribeAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An owner's current device list.</summary>
    /// <param name="kind">The list's namespace.</param>
    /// <param name="owner">Whose; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices; null if the list has never been seen.</returns>
    public ValueTask<IReadOnlyList<DeviceId>?> GetDeviceListAsync(
        EncryptionKind kind,
        Jid owner,
        CancellationToken cancellationToken = default
    ) => new Devices(new(In(kind))).FindListAsync(owner.Bare, cancellationToken);

    /// <summary>Encrypts to all devices on the recipients' lists whose keys are trusted, and to our own other ones; never to this device. Each device is
    /// served in the best namespace in which it is listed and can be reached.</summary>
    /// <param name="recipients">Who is to read it; bare addresses count. Our own account alone makes a note to our other devices.</param>
    /// <param name="content">What it says, in the form of each namespace that may be used.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The envelope, or what has to happen first.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: there is no recipient, or no content for any namespace.</exception>
    public async ValueTask<OmemoEncryptResult> EncryptAsync(
        IReadOnlyList<Jid> recipients,
        OmemoContent content,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await new Encryptor(Works()).RunAsync(recipients, content, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Encrypts an empty message to one device, to confirm or repair a session or to answer a heartbeat. It carries nothing to read, so an
    /// undecided key may have it; a rejected one may not.</summary>
    /// <param name="kind">The session's namespace.</param>
    /// <param name="owner">Whose device; its bare address counts.</param>
    /// <param name="device">Its number.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The envelope, or what has to happen first.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is this very device, or the number is none.</exception>
    public async ValueTask<OmemoEncryptResult> EncryptEmptyAsync(
        EncryptionKind kind,
        Jid owner,
        DeviceId device,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await Encryptor.RunEmptyAsync(new(In(kind)), owner.Bare, device, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in a bundle that was asked for, and starts a session with it in place of any other with that device. A bundle that is missing or
    /// malformed costs that device only: it is left out of messages for an hour. Another identity key than the device had is a new decision for a person
    /// (the session with the old key stays) unless that key is trusted already.</summary>
    /// <param name="kind">The bundle's namespace.</param>
    /// <param name="owner">Whose device; its bare address counts.</param>
    /// <param name="device">Its number.</param>
    /// <param name="bundle">The bundle; null if there is none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Whether it was accepted, and what to commit either way.</returns>
    public async ValueTask<OmemoBundleResult> AddBundleAsync(
        EncryptionKind kind,
        Jid owner,
        DeviceId device,
        OmemoBundle? bundle,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await new BundleImport(new(In(kind))).RunAsync(owner.Bare, device, bundle, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decrypts a message. Its session decides whose it is: the result's device is the one to show it under, whatever wrapped the stanza.</summary>
    /// <param name="sender">Who sent it, by the stanza's verified <c>from</c> (in a room: the occupant's real address); its bare address counts.</param>
    /// <param name="envelope">The message.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The body and what to commit, or why there is none.</returns>
    public async ValueTask<OmemoDecryptResult> DecryptAsync(
        Jid sender,
        OmemoEnvelope envelope,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        if (_contexts.FirstOrDefault(context => context.Format.Kind == envelope.Kind) is not { } context)
        {
            return new OmemoFailed(DecryptFailure.Unsupported, envelope.Sender, RebuildSession: false);
        }

        var work = new StateWork(context);
        using var own = await new OwnKeys(work).GetDeviceAsync(cancellationToken).ConfigureAwait(false);
        var decryptor = new Decryptor(work, own);
        var result = await decryptor.RunAsync(sender.Bare, envelope, cancellationToken).ConfigureAwait(false);
        return result is OmemoFailed { RebuildSession: true } failed
            ? failed with
            {
                RebuildSession = _repairs.TryGrant(sender.Bare, failed.Sender, decryptor.SessionStarted, context.Now),
            }
            : result;
    }

    /// <summary>The devices of an owner that are on its list or have been: this device first, then by number. A device that shows a new identity key,
    /// about which nobody has decided, is listed once with each key.</summary>
    /// <param name="owner">Whose; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices.</returns>
    public ValueTask<IReadOnlyList<DeviceInfo>> GetDevicesAsync(Jid owner, CancellationToken cancellationToken = default) =>
        new DeviceInfos(Works()).ListAsync(owner.Bare, cancellationToken);

    /// <summary>Records a person's decision about a key. Once one of an owner's keys is verified, new ones are no longer trusted blindly. Accepting the new
    /// key of a device ends the sessions with its old key. What other devices have said of keys counts from when their own key is verified (XEP-0450).</summary>
    /// <param name="owner">Whose key; its bare address counts.</param>
    /// <param name="fingerprint">The key.</param>
    /// <param name="trust">The decision; not <see cref="TrustLevel.Undecided"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices as they are now whose keys have been decided about, whom to tell, and what to commit.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: no device of that owner has shown this key, it is this device's own,
    /// or <paramref name="trust"/> is no decision.</exception>
    public async ValueTask<OmemoTrustResult> SetTrustAsync(
        Jid owner,
        Fingerprint fingerprint,
        TrustLevel trust,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await new TrustDecisions(Works()).DecideAsync(owner.Bare, fingerprint, trust, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in a trust message (XEP-0434, usage <c>urn:xmpp:atm:1</c>) out of an envelope that was decrypted and checked. It counts once its sender's
    /// key is verified and the keys that it is about have shown up, and until then it is kept; a contact's word on keys of others, and one older than
    /// what has been decided since, never count. Under the manual policy nothing does.</summary>
    /// <param name="sender">Who sent it; its bare address counts.</param>
    /// <param name="senderKey">The key of the device that sent it: that of <see cref="OmemoDecrypted.Sender"/>.</param>
    /// <param name="sentAt">When, as its envelope says.</param>
    /// <param name="decisions">What it says.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The devices whose trust changed, and what to commit, together with the message.</returns>
    public async ValueTask<OmemoTrustResult> HearTrustAsync(
        Jid sender,
        Fingerprint senderKey,
        DateTimeOffset sentAt,
        IReadOnlyList<OmemoKeyDecision> decisions,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await new TrustDecisions(Works())
            .HearAsync(sender.Bare, senderKey, sentAt, decisions, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Records that a peer asked, in an encrypted message, not to be sent encrypted messages any more (XEP-0384, section 5.7), or that this is no longer
    /// so: because it sent one with content, or because a person here wishes to send one. While it is so, <see cref="EncryptAsync"/> has
    /// <see cref="OmemoNoRecipients"/> for that peer alone; sessions stay.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="reason">Why, in the peer's words; empty for no reason, null if it is no longer so.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to commit; empty if nothing changed.</returns>
    public async ValueTask<IReadOnlyList<CryptoRecord>> NoteOptOutAsync(
        Jid peer,
        string? reason,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        var work = new StateWork(_contexts[0]);
        await new OptOuts(work).NoteAsync(peer.Bare, reason, cancellationToken).ConfigureAwait(false);
        return work.Changes;
    }

    /// <summary>Whether a peer asked not to be sent encrypted messages.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The reason, in the peer's words; empty for no reason, null if it did not ask so.</returns>
    public ValueTask<string?> FindOptOutAsync(Jid peer, CancellationToken cancellationToken = default) =>
        new OptOuts(new StateWork(_contexts[0])).FindAsync(peer.Bare, cancellationToken);

    /// <summary>The trust messages of decisions made here that no server has taken yet: they are kept from the decision's commit on, so that a process that ends
    /// loses none.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>They, and what to commit.</returns>
    public async ValueTask<OmemoPendingNotices> GetPendingNoticesAsync(CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        return await new TrustDecisions(Works()).PendingAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A server has taken a trust message: it is not sent again. Sent twice, for want of this, it changes nothing at its receivers.</summary>
    /// <param name="notice">The trust message.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to commit; empty if a later decision has taken its place.</returns>
    public async ValueTask<IReadOnlyList<CryptoRecord>> ForgetNoticeAsync(
        OmemoTrustNotice notice,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        var work = new StateWork(_contexts[0]);
        await new PendingNotices(work).DeleteAsync(notice, cancellationToken).ConfigureAwait(false);
        return work.Changes;
    }

    /// <summary>Encrypts a trust message for the devices that it is for: verified ones alone, in <c>urn:xmpp:omemo:2</c>.</summary>
    /// <param name="notice">The trust message.</param>
    /// <param name="envelope">Its envelope as XML in UTF-8.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The envelope; <see cref="OmemoNoRecipients"/> if none of those devices can be reached that way.</returns>
    public async ValueTask<OmemoEncryptResult> EncryptNoticeAsync(
        OmemoTrustNotice notice,
        ReadOnlyMemory<byte> envelope,
        CancellationToken cancellationToken = default
    )
    {
        using var turn = _gate.Enter();
        return await new Encryptor(Works())
            .RunVerifiedAsync(notice.To.Bare, notice.Only, new(Body: null, envelope), cancellationToken)
            .ConfigureAwait(false);
    }

    private OmemoContext In(EncryptionKind kind) =>
        _contexts.FirstOrDefault(context => context.Format.Kind == kind)
        ?? throw new ChatSecureException(ErrorKind.InvalidInput, "This is not a namespace of OMEMO.");

    /// <summary>A step that writes in several namespaces: the first has all changes.</summary>
    private IReadOnlyList<StateWork> Works()
    {
        var first = new StateWork(_contexts[0]);
        return [first, .. _contexts.Skip(1).Select(first.In)];
    }
}
