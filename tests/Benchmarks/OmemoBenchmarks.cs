// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using BenchmarkDotNet.Attributes;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Encryption;

namespace ChatSecure.Benchmarks;

/// <summary>The OMEMO machine in each namespace, with bodies of 256 bytes. Messages, turns and fan-outs commit their state to a store in memory; the
/// others leave it alone, so that each run does the same work.</summary>
[MemoryDiagnoser]
public class OmemoBenchmarks
{
    private const int CrowdSize = 100;
    private const int LateCount = 999;

    private readonly byte[] _text = new byte[256];
    private readonly List<OmemoEnvelope> _late = [];
    private BenchmarkDevice _alice = null!;
    private BenchmarkDevice _bob = null!;
    private BenchmarkDevice _talker = null!;
    private BenchmarkDevice _listener = null!;
    private BenchmarkDevice _gap = null!;
    private BenchmarkDevice _gapFilled = null!;
    private BenchmarkDevice _speaker = null!;
    private BenchmarkDevice _crowd = null!;
    private OmemoBundle _bundle = null!;
    private OmemoEnvelope _exchange = null!;
    private OmemoEnvelope _message = null!;

    [Params(EncryptionKind.Omemo, EncryptionKind.Omemo2)]
    public EncryptionKind Kind { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_alice, _bob) = Pair();
        _bundle = BenchmarkDevice.Get(_bob.Machine.GetBundleAsync(Kind));
        var stranger = new BenchmarkDevice("stranger@example.com", Kind);
        stranger.Meet(_bob);
        _exchange = stranger.Send(_bob, _text);
        _bob.Receive(_alice, _alice.Send(_bob, _text));
        _message = _alice.Send(_bob, _text);
        (_talker, _listener) = Pair();

        (_speaker, _gap) = Pair();
        _gapFilled = _gap.Copy();
        _late.AddRange(Enumerable.Range(0, LateCount + 1).Select(_ => _speaker.Send(_gap, _text)));
        _gapFilled.Receive(_speaker, _late[^1]);

        var crowd = Enumerable.Range(0, CrowdSize).Select(_ => new BenchmarkDevice("crowd@example.com", Kind)).ToList();
        _crowd = crowd[0];
        crowd.ForEach(_speaker.Meet);
        _speaker.LearnList(_crowd.Account, [.. crowd.Select(device => device.Id)]);
    }

    [Benchmark]
    public OmemoBundleResult StartSession() => BenchmarkDevice.Get(_alice.Machine.AddBundleAsync(Kind, _bob.Account, _bob.Id, _bundle));

    [Benchmark]
    public OmemoDecryptResult AcceptSession() => _bob.Open("stranger@example.com", _exchange);

    [Benchmark]
    public OmemoEncryptResult Encrypt() => BenchmarkDevice.Get(_alice.Machine.EncryptAsync([_bob.Account], _alice.ContentOf(_text)));

    [Benchmark]
    public OmemoDecryptResult Decrypt() => _bob.Open("alice@example.org", _message);

    [Benchmark]
    public OmemoDecrypted MessageInOrder() => _listener.Receive(_talker, _talker.Send(_listener, _text));

    [Benchmark]
    public OmemoDecrypted TurnAndReturn()
    {
        _bob.Receive(_alice, _alice.Send(_bob, _text));
        return _alice.Receive(_bob, _bob.Send(_alice, _text));
    }

    [Benchmark]
    public OmemoEnvelope FanOutTo100() => _speaker.Send(_crowd, _text);

    [Benchmark]
    public OmemoDecryptResult PassOver999() => _gap.Open("alice@example.org", _late[^1]);

    [Benchmark]
    public OmemoDecryptResult OpenLate() => _gapFilled.Open("alice@example.org", _late[LateCount / 2]);

    private (BenchmarkDevice Alice, BenchmarkDevice Bob) Pair()
    {
        var (alice, bob) = (new BenchmarkDevice("alice@example.org", Kind), new BenchmarkDevice("bob@example.net", Kind));
        alice.Meet(bob);
        bob.LearnList(alice.Account, alice.Id);
        bob.Receive(alice, alice.Send(bob, _text));
        alice.Receive(bob, bob.Send(alice, _text));
        return (alice, bob);
    }
}
