// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Import;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;

namespace ChatSecure.Integration.Tests.Otr;

/// <summary>Moving from another client to ours with the files that libotr wrote: <c>otr.private_key</c>, <c>otr.instance_tags</c>,
/// <c>otr.fingerprints</c>.</summary>
public sealed class LibotrImportTests : IDisposable
{
    // As Pidgin calls an account: with a resource.
    private const string Account = "alice@lab/Home";

    private readonly string _old = Directory.CreateTempSubdirectory("otr").FullName;
    private readonly string _friend = Directory.CreateTempSubdirectory("otr").FullName;

    [Theory]
    [InlineData(true, TrustLevel.Verified)]
    [InlineData(false, TrustLevel.Undecided)]
    public async Task A_conversation_goes_on_with_the_files_of_libotr(bool wasVerified, TrustLevel trust)
    {
        var (mine, tagOfMine, theirs) = await TalkAsync(wasVerified);

        using var key = Assert.Single(OtrFiles.ReadKeys(await ReadAsync("otr.private_key")));
        Assert.Equal((Account, "lab", mine), (key.Account, key.Protocol, key.Fingerprint.Hex));
        var tag = Assert.Single(OtrFiles.ReadTags(await ReadAsync("otr.instance_tags")));
        Assert.Equal(new OtrImportedTag(Account, "lab", tagOfMine), tag);
        var known = Assert.Single(OtrFiles.ReadFingerprints(await ReadAsync("otr.fingerprints")));
        Assert.Equal((LibotrPair.Peer.Bare.ToString(), Account, "lab"), (known.Peer, known.Account, known.Protocol));
        Assert.Equal((theirs, wasVerified), (known.Fingerprint.Hex, known.IsVerified));

        await using var pair = await LibotrPair.StartAsync(trust: TrustPolicy.Manual, folder: _friend);
        await pair.ImportAsync(key, tag, known);
        await pair.RunAsync(await pair.Machine.StartAsync(LibotrPair.Peer));

        // The friend's libotr takes us for the client that it knows.
        Assert.Equal("encrypted", await pair.Libotr.StateAsync("state"));
        Assert.Equal(mine, await pair.Libotr.StateAsync("fingerprint"));
        Assert.Equal(tagOfMine, await TagAsync(pair.Libotr, "their_instag"));
        Assert.Equal(wasVerified ? "smp" : string.Empty, await pair.Libotr.StateAsync("trust"));
        Assert.DoesNotContain(pair.Libotr.Told, line => line.StartsWith("newfingerprint", StringComparison.Ordinal));

        // And we know the friend as that client did.
        var started = Assert.IsType<OtrSessionStarted>(Assert.Single(pair.Events));
        Assert.Equal((theirs, trust), (started.Fingerprint.Hex, started.Trust));
        await pair.DoAsync("send", "is that still you?");
        Assert.Equal("is that still you?", Assert.Single(pair.Texts));
        if (wasVerified)
        {
            await pair.SendAsync("it is");
            Assert.Contains("encrypted it is", pair.Libotr.Told);
        }
    }

    [Fact]
    public async Task Without_the_files_libotr_meets_a_stranger()
    {
        var (mine, _, _) = await TalkAsync(verify: true);
        await using var pair = await LibotrPair.StartAsync(folder: _friend);
        await pair.RunAsync(await pair.Machine.StartAsync(LibotrPair.Peer));

        Assert.Contains($"newfingerprint {pair.Identity.Fingerprint.Hex}", pair.Libotr.Told);
        Assert.NotEqual(mine, await pair.Libotr.StateAsync("fingerprint"));
        Assert.Empty(await pair.Libotr.StateAsync("trust"));
    }

    public void Dispose()
    {
        Directory.Delete(_old, recursive: true);
        if (Directory.Exists(_friend))
        {
            Directory.Delete(_friend, recursive: true);
        }
    }

    /// <summary>Two people talk, both with libotr, which writes down what it learns.</summary>
    private async Task<(string Mine, uint Tag, string Theirs)> TalkAsync(bool verify)
    {
        await using var old = await LibotrPeer.StartAsync(_old, me: Account, peer: LibotrPair.Peer.Bare.ToString());
        await using var friend = await LibotrPeer.StartAsync(_friend);
        await CarryAsync(await old.DoAsync("query"), friend, old);
        if (verify)
        {
            await CarryAsync(await old.DoAsync("smp", "marmalade"), friend, old);
            await CarryAsync(await friend.DoAsync("smpanswer", "marmalade"), old, friend);
            Assert.Contains("smp success", old.Told);
            Assert.Contains("smp success", friend.Told);
        }

        Assert.Equal("encrypted", await friend.StateAsync("state"));
        return (await old.StateAsync("mine"), await TagAsync(old, "instag"), await friend.StateAsync("mine"));
    }

    private static async Task CarryAsync(IReadOnlyList<string> told, LibotrPeer to, LibotrPeer from)
    {
        foreach (var line in told.Where(line => line.StartsWith("inject ", StringComparison.Ordinal)))
        {
            // Escaped as it came, it would be escaped twice.
            var body = line["inject ".Length..].Replace("\\n", "\n", StringComparison.Ordinal);
            await CarryAsync(await to.DoAsync("recv", body), from, to);
        }
    }

    private static async Task<uint> TagAsync(LibotrPeer peer, string field) =>
        uint.Parse(await peer.StateAsync(field), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private Task<byte[]> ReadAsync(string file) => File.ReadAllBytesAsync(Path.Combine(_old, file));
}
