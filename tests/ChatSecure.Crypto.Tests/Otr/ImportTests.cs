// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Import;
using ChatSecure.Crypto.Tests.Support;
using ChatSecure.Encryption;
using ChatSecure.Errors;
using CsCheck;

namespace ChatSecure.Crypto.Tests.Otr;

/// <summary>Files that this test writes in libotr's form, and hostile ones. Files that libotr itself wrote are imported by Integration.Tests:
/// <c>LibotrImportTests</c>.</summary>
public sealed class ImportTests
{
    private static readonly string KeyFile = MakeKeyFile();

    private static readonly Gen<(int At, byte With, int How)> Change = Gen.Select(
        Gen.Int[0, 4000],
        Gen.OneOf(Gen.Byte, Gen.Int[0, 5].Select(i => "()\"# \\"u8[i])),
        Gen.Int[0, 2]
    );

    [Fact]
    public void A_key_file_is_read()
    {
        var keys = OtrFiles.ReadKeys(Encoding.UTF8.GetBytes(KeyFile));
        Assert.Equal(["alice@example.org/phone", "quo\"ted"], keys.Select(key => key.Account));
        Assert.Equal(["prpl-jabber", "xmpp"], keys.Select(key => key.Protocol));
        Assert.All(keys, key => Assert.Equal(OtrForge.Identity.Public.Fingerprint, key.Fingerprint));
    }

    [Fact]
    public async Task An_imported_key_is_the_one_that_peers_see()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        using var key = OtrFiles.ReadKeys(Encoding.UTF8.GetBytes(KeyFile))[0];
        var identity = await alice.Machine.ImportKeyAsync(key);
        alice.Commit(identity.Changes);
        Assert.Equal(key.Fingerprint, identity.Fingerprint);
        await Link.RunAsync(alice, bob, alice.Complete(await alice.Machine.StartAsync(bob.Address)));
        Assert.Equal(key.Fingerprint, Assert.IsType<OtrSessionStarted>(bob.Events[^1]).Fingerprint);
        await bob.SendAsync(alice, "text");
        Assert.Equal("text", Assert.Single(alice.Texts));

        var error = await Assert.ThrowsAsync<ChatSecureException>(async () => await alice.Machine.ImportKeyAsync(key));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
    }

    [Fact]
    public async Task Looking_for_the_own_fingerprint_makes_no_key()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        Assert.Equal(alice.Identity.Fingerprint, await alice.Machine.FindFingerprintAsync());
        using var blank = new OtrMachine(
            alice.Address.Bare,
            new Testing.Stores.InMemoryChatStore().CryptoState,
            TrustPolicy.BlindTrustBeforeVerification
        );
        Assert.Null(await blank.FindFingerprintAsync());
    }

    [Fact]
    public async Task An_imported_tag_stays()
    {
        var (alice, _) = await OtrPeer.PairAsync();
        var tag = Assert.Single(OtrFiles.ReadTags("# comment\nalice@example.org/phone\tprpl-jabber\t5a73a599\n"u8));
        alice.Commit((await alice.Machine.ImportTagAsync(tag)).Changes);
        await alice.RestartAsync();
        Assert.Equal(0x5a73a599u, alice.Identity.InstanceTag);
    }

    [Fact]
    public async Task Imported_fingerprints_are_trusted_as_they_were()
    {
        var (alice, bob) = await OtrPeer.PairAsync();
        var hex = bob.Identity.Fingerprint.Hex;
        var file = Encoding.UTF8.GetBytes(
            $"bob@example.net\talice@example.org/phone\tprpl-jabber\t{hex}\tverified\ncarol@example.net\talice\txmpp\t{hex}\t\ndave\ta\tx\t{hex}\n"
        );
        var fingerprints = OtrFiles.ReadFingerprints(file);
        Assert.Equal([true, false, false], fingerprints.Select(known => known.IsVerified));
        foreach (var known in fingerprints.Take(2))
        {
            alice.Complete(
                await alice.Machine.ImportFingerprintAsync(Addressing.Jid.Parse(known.Peer), known.Fingerprint, known.IsVerified)
            );
        }

        Assert.Equal(TrustLevel.Verified, Assert.Single(await alice.Machine.GetKeysAsync(bob.Address)).Value);
        var carol = Addressing.Jid.Parse("carol@example.net");
        Assert.Equal(TrustLevel.Trusted, Assert.Single(await alice.Machine.GetKeysAsync(carol)).Value);

        // What a person decided here stands.
        alice.Complete(await alice.Machine.SetTrustAsync(carol, bob.Identity.Fingerprint, TrustLevel.Distrusted));
        alice.Complete(await alice.Machine.ImportFingerprintAsync(carol, bob.Identity.Fingerprint, isVerified: true));
        Assert.Equal(TrustLevel.Distrusted, Assert.Single(await alice.Machine.GetKeysAsync(carol)).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("(privkeys")]
    [InlineData("(privkeys))")]
    [InlineData("(privkeys) x")]
    [InlineData("(privkey)")]
    [InlineData("(privkeys (account))")]
    [InlineData("(privkeys (account (name \"x\") (protocol x) (private-key (rsa))))")]
    [InlineData("(privkeys (account (name x) (protocol x) (private-key (dsa (p #0#) (q #00#) (g #00#) (y #00#) (x #00#)))))")]
    [InlineData("(privkeys (account (name x) (protocol x) (private-key (dsa (p #05#) (q #05#) (g #02#) (y #02#) (x #01#)))))")]
    [InlineData("(privkeys (account (name \"\\x\")))")]
    public void What_is_no_key_file_is_refused(string file) => Refused(() => OtrFiles.ReadKeys(Encoding.UTF8.GetBytes(file)));

    [Fact]
    public void A_key_that_does_not_fit_is_refused() =>
        Refused(() =>
            OtrFiles.ReadKeys(
                Encoding.UTF8.GetBytes(
                    KeyFile.Replace("(x #00", "(x #01", StringComparison.Ordinal).Replace("(x #0", "(x #1", StringComparison.Ordinal)
                )
            )
        );

    [Fact]
    public void Hostile_files_cost_little()
    {
        Refused(() => OtrFiles.ReadKeys(Encoding.UTF8.GetBytes(new string('(', 1_000_000))));
        Refused(() => OtrFiles.ReadKeys(Encoding.UTF8.GetBytes("(privkeys (account (name \"" + new string('x', 3_000_000) + "\")")));
        Refused(() => OtrFiles.ReadKeys(Encoding.UTF8.GetBytes("(privkeys (account (name #" + new string('0', 3_000_000) + "#)")));
        Refused(() => OtrFiles.ReadKeys(new byte[5_000_000]));
        Refused(() => OtrFiles.ReadTags(new byte[5_000_000]));
        Refused(() => OtrFiles.ReadFingerprints(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a\tb\tc\n", 20_000)))));
    }

    [Theory]
    [InlineData("a\tb\t5a73a59")]
    [InlineData("a\tb\t5a73a59g")]
    [InlineData("a\tb\t000000ff")]
    [InlineData("a\tb")]
    [InlineData("a\tb\t5a73a599\tc")]
    public void What_is_no_tag_is_refused(string line) => Refused(() => OtrFiles.ReadTags(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("a\tb\tc\taea4d503298797d4a4fc823bc1d24524b4c5433")]
    [InlineData("a\tb\tc\tgea4d503298797d4a4fc823bc1d24524b4c54338\tverified")]
    [InlineData("a\tb\taea4d503298797d4a4fc823bc1d24524b4c54338")]
    [InlineData("a\tb\tc\taea4d503298797d4a4fc823bc1d24524b4c54338\tverified\tmore")]
    public void What_is_no_fingerprint_is_refused(string line) => Refused(() => OtrFiles.ReadFingerprints(Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void Changed_files_are_read_or_refused() =>
        Change.Sample(
            change =>
            {
                var file = Encoding.UTF8.GetBytes(KeyFile).ToList();
                var at = change.At % file.Count;
                switch (change.How)
                {
                    case 0:
                        file[at] = change.With;
                        break;
                    case 1:
                        file.Insert(at, change.With);
                        break;
                    default:
                        file.RemoveRange(at, file.Count - at);
                        break;
                }

                try
                {
                    OtrFiles.ReadKeys(file.ToArray());
                }
                catch (ChatSecureException error) when (error.Kind == ErrorKind.InvalidInput)
                {
                    // Refused.
                }
            },
            iter: 300
        );

    private static void Refused(Action read) => Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<ChatSecureException>(read).Kind);

    private static string MakeKeyFile()
    {
        var record = new Crypto.Otr.Wire.OtrReader(OtrForge.Identity.Serialize());
        var numbers = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            numbers.Add("00" + Convert.ToHexString(record.Mpi()));
        }

        var dsa =
            $"(dsa \n  (p #{numbers[0][..40]}\n    {numbers[0][40..]}#)\n  (q #{numbers[1]}#)\n  (g #{numbers[2]}#)\n  (y #{numbers[3]}#)\n  (x #{numbers[4]}#)\n  )";
        return $"(privkeys\n (account\n(name \"alice@example.org/phone\")\n(protocol prpl-jabber)\n(private-key \n {dsa}\n )\n )\n"
            + $" (account (name \"quo\\\"ted\")(protocol \"xmpp\")(private-key {dsa}))\n)\n";
    }
}
