// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Immutable;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Omemo.State;
using ChatSecure.Crypto.Otr.Exchange;
using ChatSecure.Crypto.Otr.Messages;
using ChatSecure.Crypto.Otr.Smp;
using ChatSecure.Crypto.Otr.Wire;
using ChatSecure.Crypto.Trust;

namespace ChatSecure.Crypto.Otr.State;

/// <summary>One step at work on one peer's conversation.</summary>
internal sealed class Step
{
    private readonly uint _ownTag;
    private readonly Conversation _before;
    private readonly List<OtrOutgoing> _messages = [];
    private readonly List<OtrEvent> _events = [];
    private readonly List<IDisposable> _obsolete = [];
    private readonly StoreWork _work;

    public Step(OtrContext context, uint ownTag, Conversation conversation, Reassembly reassembly)
    {
        (Context, _ownTag, Conversation, Reassembly, Now) = (context, ownTag, conversation, reassembly, context.Now);
        _before = conversation;
        _work = new StoreWork(context.Account, context.Store, context.Policy);
        Trust = new TrustBook(_work);
        Records = new OtrRecords(_work);
    }

    public OtrContext Context { get; }

    public DateTimeOffset Now { get; }

    public TrustBook Trust { get; }

    public OtrRecords Records { get; }

    public Conversation Conversation { get; private set; }

    public Reassembly Reassembly { get; set; }

    public uint OwnTag => _ownTag;

    public Offer? Offer
    {
        get => Conversation.Offer;
        set
        {
            if (value?.State != Conversation.Offer?.State)
            {
                Forget(Conversation.Offer?.State.Own);
            }

            Conversation = Conversation with { Offer = value };
        }
    }

    public void Set(Func<Conversation, Conversation> change) => Conversation = change(Conversation);

    public void Put(Instance instance) =>
        Conversation = Conversation with { Instances = Conversation.Instances.SetItem(instance.Tag, instance) };

    /// <summary>The client that a message is from, with the address that it came from; a new one if it is not known. Null if there is no room for it.</summary>
    public Instance? Meet(Header header, Jid from)
    {
        if (Conversation.Instances.TryGetValue(header.Sender, out var known))
        {
            return known with { Address = from, LastHeard = Now };
        }

        if (Conversation.Instances.Count >= Conversation.MaxInstances)
        {
            var leaving = Conversation.Instances.Values.Where(instance => instance.Session is null).MinBy(instance => instance.LastHeard);
            if (leaving is null)
            {
                return null;
            }

            Forget(leaving.Auth);
            Conversation = Conversation with { Instances = Conversation.Instances.Remove(leaving.Tag) };
        }

        return new(header.Sender, header.Version, from, Now);
    }

    /// <summary>Secrets that are to be zeroed when the step is completed.</summary>
    public void Forget(params IEnumerable<IDisposable?> secrets) => _obsolete.AddRange(secrets.OfType<IDisposable>());

    public void Forget(AuthState? state) => Forget(state?.Secrets ?? []);

    public void Forget(SmpState? state) => Forget(state?.Secrets ?? []);

    /// <summary>Ends an instance's encrypted conversation, if it has one.</summary>
    public Instance Close(Instance instance)
    {
        if (instance.Session is { } session)
        {
            Forget(DataRatchet.Secrets(session));
        }

        Forget(instance.Smp);
        return instance with { Session = null, Smp = null };
    }

    public void Tell(OtrEvent told) => _events.Add(told);

    public void SendText(Jid to, string text) => _messages.Add(new(to, text));

    /// <summary>Sends a message of a key exchange.</summary>
    /// <param name="to">Where.</param>
    /// <param name="version">The version.</param>
    /// <param name="tag">The receiver's instance tag; 0 if it is not known.</param>
    /// <param name="type">What it is.</param>
    /// <param name="content">What follows the header.</param>
    public void Send(Jid to, OtrVersion version, uint tag, MessageType type, byte[] content)
    {
        var header = HeaderOf(version, tag, type);
        using var writer = new OtrWriter(stackalloc byte[1024]);
        writer.Header(header);
        writer.Raw(content);
        SendEncoded(to, header, writer.ToArray());
    }

    /// <summary>Encrypts and sends a data message to an instance that has a session, and gives the instance after it.</summary>
    public Instance Send(Instance instance, string text, bool isLast = false, bool mayIgnore = false, params ReadOnlySpan<Tlv> records)
    {
        var (next, _) = SendKeyed(instance, text, isLast, mayIgnore, records);
        return next;
    }

    /// <summary>The same, with the keys that encrypted the message.</summary>
    public (Instance Next, DataKeys Keys) SendKeyed(
        Instance instance,
        string text,
        bool isLast = false,
        bool mayIgnore = false,
        params ReadOnlySpan<Tlv> records
    )
    {
        var header = HeaderOf(instance.Version, instance.Tag, MessageType.Data);
        var (message, next, keys) = DataRatchet.Seal(instance.Session!, header, text, isLast, mayIgnore, records);
        SendEncoded(instance.Address, header, message);
        return (instance with { Session = next, LastSent = Now }, keys);
    }

    /// <summary>What the step comes to.</summary>
    /// <param name="apply">Makes the machine take over the conversation and the fragments.</param>
    public StepOutcome Finish(Action<Conversation, Reassembly> apply) =>
        new(
            _messages,
            _events,
            _work.Changes,
            [.. Conversation.Secrets.Concat(_obsolete).Except(_before.Secrets, ReferenceEqualityComparer.Instance).Cast<IDisposable>()],
            () =>
            {
                apply(Conversation, Reassembly);
                foreach (var secret in _obsolete)
                {
                    secret.Dispose();
                }
            }
        );

    private void SendEncoded(Jid to, Header header, byte[] message)
    {
        var encoded = Armor.Encode(message);
        if (Context.Options.MaxMessageLength is > 0 and var max)
        {
            _messages.AddRange(Fragment.Split(encoded, max, header).Select(piece => new OtrOutgoing(to, piece)));
            return;
        }

        _messages.Add(new(to, encoded));
    }

    private Header HeaderOf(OtrVersion version, uint tag, MessageType type) =>
        version == OtrVersion.Three ? new(version, type, _ownTag, tag) : new(version, type, 0, 0);
}
