// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.State;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Trust;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using ChatSecure.Stores;

namespace ChatSecure.Crypto.Otr;

/// <summary>Off-the-record messaging, version 3, for one account, without I/O: texts go in, texts to send come out.
/// <para>The account's key, its instance tag and what people decided about keys lie in the store; every step answers with the records that it changed.
/// Conversations live in memory only, so their keys are nowhere once they are over. A restart ends them: what then comes next is a new key exchange, and
/// until it is done nothing is sent (<see cref="OtrState.Finished"/>).</para>
/// <para>A step has happened once <see cref="Complete"/> has been called with its result, after the commit. One that was not completed when the next begins
/// has not happened, but for this: a counter that encrypted a message is never used again. Steps go one at a time; one that overlaps another throws
/// <see cref="InvalidOperationException"/>.</para>
/// <para>Key exchanges take milliseconds, comparisons of secrets some hundred of them: call the machine where that may take its time.</para>
/// <para>Every method throws <see cref="ChatSecureException"/> of kind <see cref="ErrorKind.StorageDamaged"/> if a record can't be read, and of kind
/// <see cref="ErrorKind.Failed"/> if the machine has not been opened. What comes from the network never makes it throw.</para></summary>
public sealed partial class OtrMachine : IDisposable
{
    // Conversations without anything to lose make room beyond this.
    private const int MaxConversations = 1000;

    private readonly OtrContext _context;
    private readonly StepGate _gate = new();
    private readonly Dictionary<Jid, Conversation> _conversations = [];
    private Reassembly _reassembly = new();
    private StepOutcome? _pending;
    private uint? _tag;

    /// <summary>Creates the machine. Cheap: nothing is read yet.</summary>
    /// <param name="account">Our account; its bare address counts.</param>
    /// <param name="state">Where the state is read.</param>
    /// <param name="policy">Who decides about keys that are seen for the first time.</param>
    /// <param name="options">What the machine may do.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="random">Where keys come from; the operating system's generator by default.</param>
    /// <exception cref="ArgumentException">The options hold a length or an interval that can't be.</exception>
    public OtrMachine(
        Jid account,
        ICryptoStateStore state,
        TrustPolicy policy,
        OtrOptions? options = null,
        TimeProvider? time = null,
        IRandomSource? random = null
    )
    {
        options ??= new OtrOptions();
        if ((options.MaxMessageLength != 0 && options.MaxMessageLength < Fragment.MinSize) || options.HeartbeatInterval < TimeSpan.Zero)
        {
            throw new ArgumentException("Messages have 56 characters at least, and intervals are not negative.", nameof(options));
        }

        _context = new(account.Bare, state, policy, options, time ?? TimeProvider.System, random ?? SystemRandomSource.Instance);
    }

    /// <summary>What a text is to OTR. All but <see cref="OtrTextKind.Plain"/> is for <see cref="ReceiveAsync"/> if it came live, and in no other way: the
    /// keys of what comes from an archive are gone, and what another client of the account got is not for this one.</summary>
    /// <param name="text">The body of a message.</param>
    /// <returns>The kind.</returns>
    public static OtrTextKind Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // Version 2 or 3, and the type of a data message, in base64.
        return text.StartsWith("?OTR:AAID", StringComparison.Ordinal) || text.StartsWith("?OTR:AAMD", StringComparison.Ordinal)
                ? OtrTextKind.Data
            : text.StartsWith(Query.Prefix, StringComparison.Ordinal) ? OtrTextKind.Control
            : WhitespaceTag.IsIn(text) ? OtrTextKind.Tagged
            : OtrTextKind.Plain;
    }

    /// <summary>Loads this account's key and instance tag, or makes them. Making a key may take some seconds, unless it is given.</summary>
    /// <param name="fresh">A key that was made for an account which has none; not used if it has one. The caller disposes of it. Null to make one here and
    /// now, if need be.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>Who we are, and what to commit.</returns>
    public async ValueTask<OtrIdentity> OpenAsync(OtrNewKey? fresh = null, CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var work = new StoreWork(_context.Account, _context.Store, _context.Policy);
        var records = new OtrRecords(work);
        _tag = await records.FindTagAsync(cancellationToken).ConfigureAwait(false) ?? records.CreateTag(_context.Random);
        using var known = await records.FindKeyAsync(cancellationToken).ConfigureAwait(false);
        if (known is not null)
        {
            return new(known.Public.Fingerprint, _tag.Value, work.Changes);
        }

        using var made = fresh is null ? OtrNewKey.Create(_context.Random) : null;
        var key = (fresh ?? made)!.Key;
        records.PutKey(key);
        return new(key.Public.Fingerprint, _tag.Value, work.Changes);
    }

    /// <summary>The fingerprint of this account's key. Makes none, and need not wait for <see cref="OpenAsync"/>.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The fingerprint; null if there is no key yet.</returns>
    public async ValueTask<Fingerprint?> FindFingerprintAsync(CancellationToken cancellationToken = default)
    {
        var records = new OtrRecords(new StoreWork(_context.Account, _context.Store, _context.Policy));
        using var key = await records.FindKeyAsync(cancellationToken).ConfigureAwait(false);
        return key?.Public.Fingerprint;
    }

    /// <summary>Makes a step count. Call it once the result's changes are committed, before its messages are sent.</summary>
    /// <param name="result">The result of the last step.</param>
    /// <exception cref="InvalidOperationException">Another step has begun since, or this one has been completed already.</exception>
    public void Complete(OtrResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var turn = _gate.Enter();
        if (_pending != result.Outcome)
        {
            throw new InvalidOperationException("Only the last step can be completed, and only once.");
        }

        _pending = null;
        result.Outcome.Complete();
    }

    /// <summary>Gives up a step that will not be committed: the secrets that it made are zeroed now, rather than when the next step begins. Does nothing for a
    /// step that is not the last, or has been completed.</summary>
    /// <param name="result">The result of the last step.</param>
    public void Drop(OtrResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var turn = _gate.Enter();
        if (_pending == result.Outcome)
        {
            DropPending();
        }
    }

    /// <summary>Takes in a text.</summary>
    /// <param name="from">The full address that it came from, which the server has verified.</param>
    /// <param name="text">The text: the body of a message, encrypted or not.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What it is.</returns>
    public async ValueTask<OtrReceived> ReceiveAsync(Jid from, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var turn = _gate.Enter();
        var step = await BeginAsync(from, cancellationToken).ConfigureAwait(false);
        return await new Receiver(step, Finish).RunAsync(from, text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Encrypts a text for the client of the peer that was last heard of.</summary>
    /// <param name="to">The peer. The address counts only for what asks for a conversation.</param>
    /// <param name="text">The text. It ends where it has a NUL character.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The message to send, or why there is none.</returns>
    public async ValueTask<OtrSendResult> SendAsync(Jid to, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var turn = _gate.Enter();
        var step = await BeginAsync(to, cancellationToken).ConfigureAwait(false);
        if (step.Conversation.Active is { } instance)
        {
            var trust = await step.Trust.FindAsync(to.Bare, instance.Session!.Fingerprint, cancellationToken).ConfigureAwait(false);
            if (trust?.AllowsSending() != true)
            {
                var reason = trust == TrustLevel.Distrusted ? OtrRefusal.Distrusted : OtrRefusal.Undecided;
                return new OtrNotSent(Finish(step), reason);
            }

            var end = text.IndexOf('\0', StringComparison.Ordinal);
            step.Put(step.Send(instance, end < 0 ? text : text[..end]));
            return new OtrSealed(Finish(step), instance.Session.Fingerprint);
        }

        if (step.Conversation.State == OtrState.Finished)
        {
            return new OtrNotSent(Finish(step), OtrRefusal.Finished);
        }

        if (_context.Options.RequireEncryption)
        {
            step.SendText(to, QueryText());
            return new OtrNotSent(Finish(step), OtrRefusal.NoSession);
        }

        var offers = _context.Options.SendWhitespaceTag && !step.Conversation.PeerSpokePlainly;
        step.SendText(to, offers ? text + WhitespaceTag.Write(_context.Options.AllowVersion2) : text);
        return new OtrSealed(Finish(step), fingerprint: null);
    }

    /// <summary>Asks a peer for an encrypted conversation, or for a new one.</summary>
    /// <param name="to">The peer: a full address for one client of it, a bare one for any.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The query to send.</returns>
    public async ValueTask<OtrStep> StartAsync(Jid to, CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var step = await BeginAsync(to, cancellationToken).ConfigureAwait(false);
        step.SendText(to, QueryText());
        return new(Finish(step));
    }

    /// <summary>The peers with whom there is an encrypted conversation.</summary>
    public IReadOnlyList<Jid> Peers =>
        [.. _conversations.Values.Where(conversation => conversation.IsInUse).Select(conversation => conversation.Peer)];

    /// <summary>Ends the conversation: tells the peer's clients and forgets the keys.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="staysBlocked">False if a person wishes it: then nothing blocks sending any more. True if the app just closes: then the conversation is
    /// finished, and stays so.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to send.</returns>
    public async ValueTask<OtrStep> EndAsync(Jid peer, bool staysBlocked = false, CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        foreach (var instance in step.Conversation.Instances.Values)
        {
            var ended = instance.Session is null
                ? instance
                : step.Send(instance, string.Empty, isLast: true, mayIgnore: true, records: new Tlv(Tlv.Disconnected, default));
            step.Forget(instance.Auth);
            step.Put(step.Close(ended) with { Auth = null });
        }

        step.Offer = null;
        if (!staysBlocked)
        {
            step.Records.DeleteOpen(peer.Bare);
            step.Set(conversation => conversation with { WasEncrypted = false, PeerSpokePlainly = false });
        }

        return new(Finish(step));
    }

    /// <summary>How it stands with a peer.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The state of the conversation, as completed.</returns>
    public async ValueTask<OtrStatus> GetStatusAsync(Jid peer, CancellationToken cancellationToken = default)
    {
        using var turn = _gate.Enter();
        var work = new StoreWork(_context.Account, _context.Store, _context.Policy);
        var conversation = await FindAsync(peer.Bare, new OtrRecords(work), cancellationToken).ConfigureAwait(false);
        if (conversation.Active is not { Session: { } session } instance)
        {
            return new(conversation.State);
        }

        var asked = FindAsking(conversation)?.Smp as SmpState.Asked;
        var trust = await new TrustBook(work).FindAsync(peer.Bare, session.Fingerprint, cancellationToken).ConfigureAwait(false);
        var id = Convert.ToHexStringLower(session.SessionId);
        return new(
            conversation.State,
            instance.Address,
            session.Fingerprint,
            trust ?? TrustLevel.Undecided,
            $"{id[..8]} {id[8..]}",
            session.WeRevealed,
            asked is not null
        )
        {
            Question = asked?.Question,
        };
    }

    /// <summary>The OTR keys of a peer that have been seen, with what was decided about them.</summary>
    /// <param name="peer">The peer; its bare address counts.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The keys.</returns>
    public async ValueTask<IReadOnlyDictionary<Fingerprint, TrustLevel>> GetKeysAsync(
        Jid peer,
        CancellationToken cancellationToken = default
    )
    {
        var work = new StoreWork(_context.Account, _context.Store, _context.Policy);
        var keys = await new TrustBook(work).ListAsync(peer.Bare, cancellationToken).ConfigureAwait(false);
        return keys.Where(key => key.Key.IsOtr).ToDictionary();
    }

    /// <summary>Records a person's decision about a key.</summary>
    /// <param name="peer">Whose key; its bare address counts.</param>
    /// <param name="fingerprint">The key. It need not have been seen yet: a fingerprint may be on a business card.</param>
    /// <param name="trust">The decision; not <see cref="TrustLevel.Undecided"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>What to commit.</returns>
    /// <exception cref="ChatSecureException"><see cref="ErrorKind.InvalidInput"/>: it is no OTR fingerprint, or <paramref name="trust"/> is no decision.</exception>
    public async ValueTask<OtrStep> SetTrustAsync(
        Jid peer,
        Fingerprint fingerprint,
        TrustLevel trust,
        CancellationToken cancellationToken = default
    )
    {
        if (!fingerprint.IsOtr || trust is not (TrustLevel.Trusted or TrustLevel.Verified or TrustLevel.Distrusted))
        {
            throw new ChatSecureException(ErrorKind.InvalidInput, "A decision about an OTR key is trusted, verified or distrusted.");
        }

        using var turn = _gate.Enter();
        var step = await BeginAsync(peer, cancellationToken).ConfigureAwait(false);
        step.Trust.Put(peer.Bare, fingerprint, trust);
        return new(Finish(step));
    }

    /// <summary>Forgets all conversations and zeroes their keys. The peers are not told: end conversations first if they are to be.</summary>
    public void Dispose()
    {
        DropPending();
        foreach (var secret in _conversations.Values.SelectMany(conversation => conversation.Secrets))
        {
            secret.Dispose();
        }

        _conversations.Clear();
    }

    private void DropPending()
    {
        foreach (var secret in _pending?.Made ?? [])
        {
            secret.Dispose();
        }

        _pending = null;
    }

    private async ValueTask<Step> BeginAsync(Jid peer, CancellationToken cancellationToken)
    {
        var tag = _tag ?? throw NotOpened();
        DropPending();
        var work = new StoreWork(_context.Account, _context.Store, _context.Policy);
        var conversation = await FindAsync(peer.Bare, new OtrRecords(work), cancellationToken).ConfigureAwait(false);
        return new(_context, tag, conversation, _reassembly);
    }

    private async ValueTask<Conversation> FindAsync(Jid peer, OtrRecords records, CancellationToken cancellationToken) =>
        _conversations.TryGetValue(peer, out var known)
            ? known
            : new Conversation(peer) { WasEncrypted = await records.IsOpenAsync(peer, cancellationToken).ConfigureAwait(false) };

    private StepOutcome Finish(Step step) => _pending = step.Finish(Apply);

    private void Apply(Conversation conversation, Reassembly reassembly)
    {
        _reassembly = reassembly;
        _conversations[conversation.Peer] = conversation;
        if (_conversations.Count > MaxConversations)
        {
            foreach (
                var idle in _conversations
                    .Values.Where(other => !other.IsInUse && other != conversation)
                    .Take(MaxConversations / 10)
                    .ToList()
            )
            {
                _conversations.Remove(idle.Peer);
                foreach (var secret in idle.Secrets)
                {
                    secret.Dispose();
                }
            }
        }
    }

    private static ChatSecureException NotOpened() => new(ErrorKind.Failed, "Open the OTR machine, and commit, first.");

    private static Instance GetActive(Step step) =>
        step.Conversation.Active ?? throw new ChatSecureException(ErrorKind.InvalidInput, "There is no encrypted conversation.");

    private string QueryText()
    {
        var query = Query.Write(_context.Options.AllowVersion2);
        return _context.Options.Explanation.Length == 0 ? query : $"{query}\n{_context.Options.Explanation}";
    }
}
