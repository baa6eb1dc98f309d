// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using BenchmarkDotNet.Attributes;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr;
using ChatSecure.Encryption;

namespace ChatSecure.Benchmarks;

/// <summary>The OTR machine, with texts of 256 bytes. What is measured is both sides: encrypting or asking, and what comes of it, to and fro.</summary>
[MemoryDiagnoser]
public class OtrBenchmarks
{
    private static readonly Jid Alice = Jid.Parse("alice@example.org/a");
    private static readonly Jid Bob = Jid.Parse("bob@example.net/b");

    private readonly string _text = new('x', 256);
    private readonly byte[] _secret = Encoding.UTF8.GetBytes("plum");
    private (OtrMachine Machine, OmemoStore Store) _alice;
    private (OtrMachine Machine, OmemoStore Store) _bob;

    [GlobalSetup]
    public void Setup()
    {
        (_alice, _bob) = (Open(Alice), Open(Bob));
        KeyExchange();
    }

    [Benchmark]
    public OtrReceived MessageInOrder() =>
        Receive(_bob, Alice, Complete(_alice, Get(_alice.Machine.SendAsync(Bob, _text))).Messages[0].Body);

    [Benchmark]
    public OtrReceived TurnAndReturn()
    {
        MessageInOrder();
        return Receive(_alice, Bob, Complete(_bob, Get(_bob.Machine.SendAsync(Alice, _text))).Messages[0].Body);
    }

    [Benchmark]
    public void KeyExchange()
    {
        // Asking again and again is bounded by time: each run is with new machines on the same stores.
        _alice.Machine = new OtrMachine(Alice, _alice.Store, TrustPolicy.BlindTrustBeforeVerification);
        _bob.Machine = new OtrMachine(Bob, _bob.Store, TrustPolicy.BlindTrustBeforeVerification);
        Get(_alice.Machine.OpenAsync());
        Get(_bob.Machine.OpenAsync());
        Carry(Complete(_alice, Get(_alice.Machine.StartAsync(Bob))));
    }

    [Benchmark]
    public void ExchangeAndCompareSecrets()
    {
        KeyExchange();
        Carry(Complete(_alice, Get(_alice.Machine.StartSmpAsync(Bob, _secret))));
        Carry(Complete(_bob, Get(_bob.Machine.AnswerSmpAsync(Alice, _secret))), fromBob: true);
    }

    private void Carry(OtrResult first, bool fromBob = false)
    {
        var underWay = new Queue<(bool FromBob, string Body)>(first.Messages.Select(message => (fromBob, message.Body)));
        while (underWay.TryDequeue(out var message))
        {
            var received = message.FromBob ? Receive(_alice, Bob, message.Body) : Receive(_bob, Alice, message.Body);
            foreach (var answer in received.Messages)
            {
                underWay.Enqueue((!message.FromBob, answer.Body));
            }
        }
    }

    private static OtrReceived Receive((OtrMachine Machine, OmemoStore Store) side, Jid from, string body) =>
        Complete(side, Get(side.Machine.ReceiveAsync(from, body)));

    private static T Complete<T>((OtrMachine Machine, OmemoStore Store) side, T result)
        where T : OtrResult
    {
        side.Store.Commit(result.Changes);
        side.Machine.Complete(result);
        return result;
    }

    private static (OtrMachine Machine, OmemoStore Store) Open(Jid address)
    {
        var store = new OmemoStore();
        var machine = new OtrMachine(address, store, TrustPolicy.BlindTrustBeforeVerification);
        store.Commit(Get(machine.OpenAsync()).Changes);
        return (machine, store);
    }

    private static T Get<T>(ValueTask<T> step) => step.IsCompletedSuccessfully ? step.Result : step.AsTask().GetAwaiter().GetResult();
}
