// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Crypto.Otr;
using ChatSecure.Crypto.Otr.Import;
using ChatSecure.Encryption;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Stores;

namespace ChatSecure.Integration.Tests.Otr;

/// <summary>Our machine and libotr, with everything carried between them until both are quiet.</summary>
internal sealed class LibotrPair : IAsyncDisposable
{
    private readonly string _folder;
    private readonly MemoryState _store = new();

    private LibotrPair(string folder) => _folder = folder;

    public static Jid Peer { get; } = Jid.Parse("libotr@lab/pidgin");

    public OtrMachine Machine { get; private set; } = null!;

    public OtrIdentity Identity { get; private set; } = null!;

    public LibotrPeer Libotr { get; private set; } = null!;

    /// <summary>What our machine received, in order.</summary>
    public List<OtrReceived> Received { get; } = [];

    /// <summary>What our machine told, in order.</summary>
    public List<OtrEvent> Events { get; } = [];

    /// <summary>What went over the wire, in order.</summary>
    public List<(bool IsOurs, string Body)> Wire { get; } = [];

    public IEnumerable<string> Texts => Received.OfType<OtrDecrypted>().Select(message => message.Text);

    /// <summary>Starts both sides.</summary>
    /// <param name="policy">What libotr speaks.</param>
    /// <param name="options">Ours.</param>
    /// <param name="maxMessage">After how many bytes libotr splits a message; 0 for never.</param>
    /// <param name="trust">Ours.</param>
    /// <param name="folder">What libotr remembers of a former life; deleted in the end.</param>
    public static async Task<LibotrPair> StartAsync(
        string policy = "v3",
        OtrOptions? options = null,
        int maxMessage = 0,
        TrustPolicy trust = TrustPolicy.BlindTrustBeforeVerification,
        string? folder = null
    )
    {
        var pair = new LibotrPair(folder ?? Directory.CreateTempSubdirectory("otr").FullName);
        pair.Machine = new OtrMachine(Jid.Parse("alice@lab"), pair._store, trust, options);
        pair.Identity = await pair.Machine.OpenAsync();
        pair._store.Commit(pair.Identity.Changes);
        pair.Libotr = await LibotrPeer.StartAsync(pair._folder, policy: policy, maxMessage: maxMessage);
        return pair;
    }

    /// <summary>Makes our machine the successor of another client, as an app does with that client's files.</summary>
    public async Task ImportAsync(OtrImportedKey key, OtrImportedTag tag, OtrImportedFingerprint known)
    {
        _store.Commit((await Machine.ImportKeyAsync(key)).Changes);
        Identity = await Machine.ImportTagAsync(tag);
        _store.Commit(Identity.Changes);
        Take(await Machine.ImportFingerprintAsync(Jid.Parse(known.Peer), known.Fingerprint, known.IsVerified));
    }

    /// <summary>An encrypted conversation that we asked for, so that libotr's side commits first.</summary>
    public static async Task<LibotrPair> TalkAsync(OtrOptions? options = null, int maxMessage = 0, string policy = "v3")
    {
        var pair = await StartAsync(policy, options, maxMessage);
        await pair.RunAsync(await pair.Machine.StartAsync(Peer));
        Assert.Equal("encrypted", await pair.Libotr.StateAsync("state"));
        return pair;
    }

    /// <summary>Completes a step of ours and carries what it sends, and what comes of it.</summary>
    public async Task<T> RunAsync<T>(T result)
        where T : OtrResult
    {
        await DeliverAsync(Take(result));
        return result;
    }

    /// <summary>Gives libotr a command and carries what it sends, and what comes of it.</summary>
    public async Task<IReadOnlyList<string>> DoAsync(string command, string? value = null)
    {
        var told = (await Libotr.DoAsync(command, value)).ToList();
        var before = Libotr.Told.Count;
        await DeliverAsync(Injected(told));
        told.AddRange(Libotr.Told.Skip(before));
        return told;
    }

    public async Task<OtrSendResult> SendAsync(string text) => await RunAsync(await Machine.SendAsync(Peer, text));

    public static ReadOnlyMemory<byte> Secret(string text) => Encoding.UTF8.GetBytes(text);

    public async ValueTask DisposeAsync()
    {
        Machine.Dispose();
        await Libotr.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Queue<(bool IsOurs, string Body)> Take(OtrResult result)
    {
        _store.Commit(result.Changes);
        Machine.Complete(result);
        Events.AddRange(result.Events);
        return new(result.Messages.Select(message => (true, message.Body)));
    }

    private static Queue<(bool IsOurs, string Body)> Injected(IReadOnlyList<string> lines) =>
        new(
            lines
                .Where(line => line.StartsWith("inject ", StringComparison.Ordinal))
                .Select(line => (false, line["inject ".Length..].Replace("\\n", "\n", StringComparison.Ordinal)))
        );

    private async Task DeliverAsync(Queue<(bool IsOurs, string Body)> underWay)
    {
        while (underWay.TryDequeue(out var message))
        {
            Wire.Add(message);
            var answers = message.IsOurs ? Injected(await Libotr.DoAsync("recv", message.Body)) : await ReceiveAsync(message.Body);
            foreach (var answer in answers)
            {
                underWay.Enqueue(answer);
            }
        }
    }

    private async Task<Queue<(bool, string)>> ReceiveAsync(string body)
    {
        var received = await Machine.ReceiveAsync(Peer, body);
        Received.Add(received);
        return Take(received);
    }

    private sealed class MemoryState : ICryptoStateStore
    {
        private readonly Dictionary<(string, string), byte[]> _records = [];

        public void Commit(IReadOnlyList<CryptoRecord> changes)
        {
            foreach (var change in changes)
            {
                if (change.Value is { } value)
                {
                    _records[(change.Table, change.Key)] = value.ToArray();
                }
                else
                {
                    _records.Remove((change.Table, change.Key));
                }
            }
        }

        public ValueTask<byte[]?> GetAsync(Jid account, string table, string key, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(_records.GetValueOrDefault((table, key)));

        public ValueTask<IReadOnlyList<CryptoRecord>> ListAsync(
            Jid account,
            string table,
            string keyPrefix,
            CancellationToken cancellationToken = default
        ) =>
            ValueTask.FromResult<IReadOnlyList<CryptoRecord>>([
                .. _records
                    .Where(record => record.Key.Item1 == table && record.Key.Item2.StartsWith(keyPrefix, StringComparison.Ordinal))
                    .Select(record => new CryptoRecord(table, record.Key.Item2, record.Value)),
            ]);
    }
}
