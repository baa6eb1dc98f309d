// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Crypto.Media;
using ChatSecure.Crypto.Omemo;
using ChatSecure.Crypto.Primitives;
using ChatSecure.Crypto.Sodium;
using ChatSecure.Encryption;

namespace ChatSecure.Benchmarks.Crypto;

/// <summary>What a second of processor time is worth, for each provider of the curve: every figure also as a ratio to the X25519 agreements per second of the
/// same run, so that runs on different or busy machines compare.</summary>
internal static class CryptoSpeed
{
    private const int Windows = 4;
    private const int CrowdSize = 100;
    private const int MediaSize = 64 * 1024 * 1024;

    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(400);
    private static readonly byte[] Text = new byte[256];

    public static void Measure()
    {
        (string, ICurve25519?)[] providers = [("managed", Curve25519.Managed), ("libsodium", SodiumCurve25519.TryCreate())];
        foreach (var (name, curve) in providers)
        {
            if (curve is null)
            {
                Console.WriteLine($"{name}: not there");
                continue;
            }

            var agreements = PerSecond(Agreement(curve));
            Console.WriteLine($"{name}: {agreements:N0} X25519 agreements a second");
            foreach (var kind in OmemoMachine.Kinds)
            {
                Show($"{kind} X3DH, both sides", PerSecond(Sessions(kind, curve)), agreements);
                Show($"{kind} turn and return", PerSecond(Turns(kind, curve)), agreements);
                Show($"{kind} in order, both sides", PerSecond(InOrder(kind, curve)), agreements);
                Show($"{kind} to {CrowdSize} devices", PerSecond(FanOut(kind, curve)), agreements);
                Console.WriteLine($"  {kind} 1000 ahead, then 999 shuffled: {Shuffled(kind, curve)}");
            }
        }

        using var key = MediaKey.Create();
        using var source = new MemoryStream(new byte[MediaSize]);
        var rate = PerSecond(() =>
        {
            source.Position = 0;
            MediaCipher.EncryptAsync(source, Stream.Null, key).GetAwaiter().GetResult();
        });
        Console.WriteLine($"media: {rate * MediaSize / 1e6:N0} MB a second");
    }

    private static void Show(string what, double rate, double agreements) =>
        Console.WriteLine($"  {what}: {rate:N0} a second ({rate / agreements:F3} of an agreement)");

    /// <summary>The best of some windows, by the processor time of this process: what others do on the machine disturbs less.</summary>
    private static double PerSecond(Action run)
    {
        run();
        var best = 0.0;
        for (var window = 0; window < Windows; window++)
        {
            var start = Environment.CpuUsage.TotalTime;
            var elapsed = TimeSpan.Zero;
            var runs = 0;
            while (elapsed < Window)
            {
                run();
                runs++;
                elapsed = Environment.CpuUsage.TotalTime - start;
            }

            best = Math.Max(best, runs / elapsed.TotalSeconds);
        }

        return best;
    }

    private static Action Agreement(ICurve25519 curve)
    {
        var (mine, publicKey, secret) = (new byte[32], new byte[32], new byte[32]);
        Random.Shared.NextBytes(mine);
        curve.CompleteKeyPair(mine, publicKey);
        return () => curve.TryAgree(mine, publicKey, secret);
    }

    private static Action Sessions(EncryptionKind kind, ICurve25519 curve)
    {
        var (alice, bob) = Pair(kind, curve);
        var bundle = BenchmarkDevice.Get(bob.Machine.GetBundleAsync(kind));
        var number = 0;
        return () =>
        {
            // A one-time key starts 16 sessions at the most, and a device keeps five.
            var chosen = bundle with
            {
                PreKeys = [bundle.PreKeys[number / 10]],
            };
            alice.Take(bob, chosen);
            bob.Receive(alice, alice.Send(bob, Text));
            if (++number == 900)
            {
                number = 0;
                bob.Renew();
                bundle = BenchmarkDevice.Get(bob.Machine.GetBundleAsync(kind));
            }
        };
    }

    private static Action Turns(EncryptionKind kind, ICurve25519 curve)
    {
        var (alice, bob) = Pair(kind, curve);
        return () =>
        {
            bob.Receive(alice, alice.Send(bob, Text));
            alice.Receive(bob, bob.Send(alice, Text));
        };
    }

    private static Action InOrder(EncryptionKind kind, ICurve25519 curve)
    {
        var (alice, bob) = Pair(kind, curve);
        return () => bob.Receive(alice, alice.Send(bob, Text));
    }

    private static Action FanOut(EncryptionKind kind, ICurve25519 curve)
    {
        var (alice, _) = Pair(kind, curve);
        var crowd = Enumerable.Range(0, CrowdSize).Select(_ => new BenchmarkDevice("crowd@example.com", kind, curve)).ToList();
        crowd.ForEach(alice.Meet);
        alice.LearnList(crowd[0].Account, [.. crowd.Select(device => device.Id)]);
        return () => alice.Send(crowd[0], Text);
    }

    private static string Shuffled(EncryptionKind kind, ICurve25519 curve)
    {
        var (alice, bob) = Pair(kind, curve);
        var late = Enumerable.Range(0, 1001).Select(_ => alice.Send(bob, Text)).ToArray();
        var before = Environment.CpuUsage.TotalTime;
        bob.Receive(alice, late[^1]);
        var first = Environment.CpuUsage.TotalTime - before;
        var rest = late[..999];
        Random.Shared.Shuffle(rest);
        before = Environment.CpuUsage.TotalTime;
        foreach (var envelope in rest)
        {
            bob.Receive(alice, envelope);
        }

        return $"{first.TotalMilliseconds:F1} ms, then {(Environment.CpuUsage.TotalTime - before).TotalMilliseconds:F0} ms";
    }

    private static (BenchmarkDevice Alice, BenchmarkDevice Bob) Pair(EncryptionKind kind, ICurve25519 curve)
    {
        var (alice, bob) = (new BenchmarkDevice("alice@example.org", kind, curve), new BenchmarkDevice("bob@example.net", kind, curve));
        alice.Meet(bob);
        bob.LearnList(alice.Account, alice.Id);
        bob.Receive(alice, alice.Send(bob, Text));
        alice.Receive(bob, bob.Send(alice, Text));
        return (alice, bob);
    }
}
