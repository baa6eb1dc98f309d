// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Addressing;
using ChatSecure.Core.Sync;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Messaging;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Omemo;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Stores;

namespace ChatSecure.Core.Encryption;

/// <summary>Encrypts and decrypts for one account: asks the directory for what the machine lacks and commits what it answers. The law: ratchet state commits
/// before ciphertext leaves; plain text and state commit together before the stanza is acknowledged.</summary>
internal sealed class OmemoCoordinator(OmemoState state, OmemoDirectory directory, string fallback)
{
    /// <summary>What people see whose app can't decrypt.</summary>
    public string Fallback => fallback;

    public OmemoDevice? Device => state.Device;

    /// <summary>How this device's keys are.</summary>
    public Task<OmemoKeyStatus> KeyStatusAsync(EncryptionKind kind, CancellationToken cancellationToken) =>
        state.StepAsync(machine => machine.GetKeyStatusAsync(kind, cancellationToken).AsTask(), cancellationToken);

    /// <summary>Encrypts for a peer and our own other devices with what is here, and commits the ratchets' steps together with what <paramref name="complete"/>
    /// makes of the envelopes. Only then may they leave.</summary>
    /// <returns>What was made; or what has to be fetched before, by <see cref="ProvideAsync"/>.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.CannotEncrypt"/>, with the reason as its condition.</exception>
    public async Task<(T? Result, OmemoEncryptResult? Needs)> EncryptAsync<T>(
        Jid peer,
        OmemoContent content,
        Func<IReadOnlyList<OmemoEnvelope>, (T Result, ChangeSet Changes)> complete,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var (step, result) = await StepAsync([peer], content, complete, cancellationToken).ConfigureAwait(false);
        return step switch
        {
            OmemoReady => (result, null),
            OmemoNoRecipients none => throw CannotEncrypt(none.Reason),
            _ => (null, step),
        };
    }

    /// <summary>Encrypts for the members of a group and our own other devices, as <see cref="EncryptAsync"/>. Nothing is encrypted to some of them only.</summary>
    /// <exception cref="MissingKeysException">Who has no key that may be used.</exception>
    public async Task<(T? Result, OmemoEncryptResult? Needs)> EncryptForGroupAsync<T>(
        IReadOnlyList<Jid> members,
        OmemoContent content,
        Func<IReadOnlyList<OmemoEnvelope>, (T Result, ChangeSet Changes)> complete,
        CancellationToken cancellationToken
    )
        where T : class
    {
        // A group in which nobody else is: a note to our other devices.
        List<Jid> reachable = members.Count == 0 ? [state.Account] : [.. members];
        var missing = new List<Jid>();
        while (reachable.Count > 0)
        {
            var (step, result) = await StepAsync(reachable, content, missing.Count == 0 ? complete : null, cancellationToken)
                .ConfigureAwait(false);
            switch (step)
            {
                case OmemoReady when result is not null:
                    return (result, null);
                case OmemoReady:
                    throw new MissingKeysException(missing);
                case OmemoNoRecipients none:
                    // Go on, to name them all.
                    missing.Add(none.Owner);
                    reachable.Remove(none.Owner);
                    break;
                default:
                    return (null, step);
            }
        }

        throw members.Count > 0
            ? new MissingKeysException(missing)
            : new ChatSecureException(ErrorKind.CannotEncrypt, "There is nobody else in the group.") { Condition = "keys-unavailable" };
    }

    /// <summary>Fetches what encrypting needs, several at a time.</summary>
    public Task ProvideAsync(OmemoEncryptResult needs, CancellationToken cancellationToken) =>
        needs switch
        {
            OmemoNeedsDeviceLists lists => Requests.ForEachAsync(
                lists.Lists,
                (list, token) => directory.RefreshDeviceListAsync(list.Kind, list.Owner, token),
                cancellationToken
            ),
            OmemoNeedsBundles bundles => Requests.ForEachAsync(
                bundles.Devices,
                (bundle, token) => directory.FetchBundleAsync(bundle.Kind, bundle.Owner, bundle.Device, token),
                cancellationToken
            ),
            _ => throw new InvalidOperationException("Unknown answer of the OMEMO machine."),
        };

    /// <summary>Keys were asked for again and again, and something was still missing.</summary>
    public static ChatSecureException KeysUnavailable() =>
        new(ErrorKind.CannotEncrypt, "The recipient's keys could not be gathered; try again later.") { Condition = "keys-unavailable" };

    /// <summary>Decrypts an envelope and commits the ratchet's step together with what <paramref name="complete"/> makes of the result.</summary>
    public async Task<(OmemoDecryptResult Result, CommitResult Commit)> DecryptAsync(
        Jid sender,
        OmemoEnvelope envelope,
        Func<OmemoDecryptResult, Task<(ChangeSet Changes, OpenedMessage Opened)>> complete,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<DeviceInfo> told = [];
        (bool IsWish, string Reason)? wish = null;
        var (result, commit) = await state
            .StepAsync(
                async machine =>
                {
                    var result = await machine.DecryptAsync(sender, envelope, cancellationToken).ConfigureAwait(false);
                    try
                    {
                        var (changes, opened) = await complete(result).ConfigureAwait(false);
                        if (result is OmemoDecrypted decrypted)
                        {
                            // What the message says of keys is committed with it: it does not come again.
                            var heard = opened.Word is { } word
                                ? await HearAsync(machine, decrypted, word, cancellationToken).ConfigureAwait(false)
                                : null;
                            var wished = await NoteWishAsync(machine, decrypted, opened.OptOut, cancellationToken).ConfigureAwait(false);
                            changes = changes with
                            {
                                Crypto = [.. decrypted.Changes, .. heard?.Changes ?? [], .. wished],
                                Notes =
                                [
                                    .. changes.Notes,
                                    .. await NotesOfAsync(machine, decrypted, cancellationToken).ConfigureAwait(false),
                                    .. await state.Notes.OfDecisionsAsync(heard?.Changed ?? [], cancellationToken).ConfigureAwait(false),
                                ],
                            };
                            wish = wished.Count > 0 ? opened.OptOut : null;
                            told = heard?.Changed ?? [];
                        }

                        return (result, await state.CommitAsync(changes, cancellationToken).ConfigureAwait(false));
                    }
                    catch (Exception error) when (error is not OperationCanceledException && result is OmemoDecrypted)
                    {
                        // The step has not happened, and the message may come again.
                        KeyCommits.Wipe(((OmemoDecrypted)result).Changes);
                        CryptographicOperations.ZeroMemory(((OmemoDecrypted)result).Plaintext);
                        throw;
                    }
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (result is OmemoDecrypted { NewDevice: true } known)
        {
            state.Tell(known.Sender);
        }

        foreach (var device in told)
        {
            state.Tell(device);
        }

        if (wish is { } changed)
        {
            state.TellOptOut(sender.Bare, changed.IsWish, changed.Reason);
        }

        return (result, commit);
    }

    /// <summary>Sends a message without content to a device: confirms a session that it started, moves the ratchet on, or repairs.</summary>
    public async Task SendEmptyAsync(
        EncryptionKind kind,
        Jid owner,
        DeviceId device,
        bool rebuild,
        Func<MessageStanza, CancellationToken, ValueTask> send,
        CancellationToken cancellationToken
    )
    {
        if (rebuild)
        {
            await directory.FetchBundleAsync(kind, owner, device, cancellationToken).ConfigureAwait(false);
        }

        var ready = await state
            .StepAsync(
                async machine =>
                {
                    var ready = await machine.EncryptEmptyAsync(kind, owner, device, cancellationToken).ConfigureAwait(false) as OmemoReady;
                    await state.CommitAsync(ready?.Changes ?? [], cancellationToken).ConfigureAwait(false);
                    return ready;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (ready is null)
        {
            return;
        }

        var stanza = new MessageStanza(owner) { Id = MessageId.Create().Value };
        stanza.SetOriginId(stanza.Id);
        OmemoPayload.Add(stanza, fallback, ready.Envelopes);
        await send(stanza, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The archive has been read, or a live message that used one is stored: one-time keys that were kept for it are forgotten.</summary>
    public Task ForgetUsedKeysAsync(CancellationToken cancellationToken) =>
        state.StepAsync(
            async machine =>
            {
                var changes = await machine.ReleaseUsedPreKeysAsync(cancellationToken).ConfigureAwait(false);
                await state.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                return true;
            },
            cancellationToken
        );

    /// <summary>Records a person's decision about a key, and what is to be told of it: <see cref="NoticeSender"/> does.</summary>
    public async Task SetTrustAsync(Jid owner, Fingerprint fingerprint, TrustLevel trust, CancellationToken cancellationToken)
    {
        var result = await state
            .StepAsync(
                async machine =>
                {
                    var result = await machine.SetTrustAsync(owner, fingerprint, trust, cancellationToken).ConfigureAwait(false);
                    var notes = await state.Notes.OfDecisionsAsync(result.Changed, cancellationToken).ConfigureAwait(false);
                    await state.CommitAsync(result.Changes, notes, cancellationToken).ConfigureAwait(false);
                    return result;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        foreach (var device in result.Changed)
        {
            state.Tell(device);
        }
    }

    public static ChatSecureException CannotEncrypt(OmemoExclusion reason) =>
        reason switch
        {
            OmemoExclusion.Undecided => new(
                ErrorKind.CannotEncrypt,
                "None of the recipient's keys has been trusted yet: compare the fingerprint and trust it first."
            )
            {
                Condition = "undecided",
            },
            OmemoExclusion.OptedOut => new(
                ErrorKind.CannotEncrypt,
                "The recipient asked not to be sent encrypted messages: decide by name how to send this one, encrypted or not."
            )
            {
                Condition = "opted-out",
            },
            OmemoExclusion.Distrusted => new(ErrorKind.CannotEncrypt, "All of the recipient's keys are distrusted.")
            {
                Condition = "distrusted",
            },
            _ => new(ErrorKind.CannotEncrypt, "The recipient has no device that can receive encrypted messages.")
            {
                Condition = "no-devices",
            },
        };

    /// <summary>A person here wishes to send a peer an encrypted message, whatever it asked for: from now on they go out again.</summary>
    public async Task IgnoreOptOutAsync(Jid peer, CancellationToken cancellationToken)
    {
        var changes = await state
            .StepAsync(
                async machine =>
                {
                    var changes = await machine.NoteOptOutAsync(peer, null, cancellationToken).ConfigureAwait(false);
                    await state.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                    return changes;
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        if (changes.Count > 0)
        {
            state.TellOptOut(peer.Bare, isOptedOut: false, string.Empty);
        }
    }

    // Only a key that is good enough to send to may keep us from sending.
    private static async ValueTask<IReadOnlyList<CryptoRecord>> NoteWishAsync(
        OmemoMachine machine,
        OmemoDecrypted decrypted,
        (bool IsWish, string Reason)? wish,
        CancellationToken cancellationToken
    ) =>
        wish is var (isWish, reason) && !decrypted.Sender.IsOwn && decrypted.Sender.Trust is TrustLevel.Trusted or TrustLevel.Verified
            ? await machine.NoteOptOutAsync(decrypted.Sender.Owner, isWish ? reason : null, cancellationToken).ConfigureAwait(false)
            : [];

    // A device that writes before any list has named it.
    private async Task<IReadOnlyList<ConversationNote>> NotesOfAsync(
        OmemoMachine machine,
        OmemoDecrypted decrypted,
        CancellationToken cancellationToken
    )
    {
        if (!decrypted.NewDevice)
        {
            return [];
        }

        var sender = decrypted.Sender;
        var known = await machine.GetDevicesAsync(sender.Owner, cancellationToken).ConfigureAwait(false);
        return await state
            .Notes.OfNewAsync(sender.Owner, [(sender.Device, sender.Fingerprint)], known, cancellationToken)
            .ConfigureAwait(false);
    }

    private static ValueTask<OmemoTrustResult> HearAsync(
        OmemoMachine machine,
        OmemoDecrypted decrypted,
        TrustWord word,
        CancellationToken cancellationToken
    ) =>
        machine.HearTrustAsync(decrypted.Sender.Owner, decrypted.Sender.Fingerprint!.Value, word.SentAt, word.Decisions, cancellationToken);

    private Task<(OmemoEncryptResult Step, T? Result)> StepAsync<T>(
        IReadOnlyList<Jid> recipients,
        OmemoContent content,
        Func<IReadOnlyList<OmemoEnvelope>, (T Result, ChangeSet Changes)>? complete,
        CancellationToken cancellationToken
    )
        where T : class =>
        state.StepAsync(machine => EncryptOnceAsync(machine, recipients, content, complete, cancellationToken), cancellationToken);

    private async Task<(OmemoEncryptResult Step, T? Result)> EncryptOnceAsync<T>(
        OmemoMachine machine,
        IReadOnlyList<Jid> recipients,
        OmemoContent content,
        Func<IReadOnlyList<OmemoEnvelope>, (T Result, ChangeSet Changes)>? complete,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var step = await machine.EncryptAsync(recipients, content, cancellationToken).ConfigureAwait(false);
        if (step is not OmemoReady ready || complete is null)
        {
            return (step, null);
        }

        var (result, changes) = complete(ready.Envelopes);
        await state.CommitAsync(changes with { Crypto = ready.Changes }, cancellationToken).ConfigureAwait(false);
        return (step, result);
    }
}
