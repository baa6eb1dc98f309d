// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Integration.Tests.Lab;
using ChatSecure.Integration.Tests.Network;
using ChatSecure.Network.Modules;
using ChatSecure.Network.Routing;
using ChatSecure.Network.Stanzas;
using ChatSecure.Network.Xeps.Otr;
using ChatSecure.Network.Xeps.Payloads;
using ChatSecure.Network.Xeps.Presence;

namespace ChatSecure.Integration.Tests.Otr;

/// <summary>libotr with a login: what it wants sent goes through a plain XMPP connection of ours, which knows nothing of OTR, and what comes is given to it.</summary>
internal sealed class LibotrClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("otr").FullName;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LabClient _login = null!;
    private LibotrPeer _libotr = null!;
    private Jid? _peer;

    private LibotrClient() { }

    public Jid Account => _login.Account;

    /// <summary>The stanzas that came in.</summary>
    public List<MessageStanza> Stanzas { get; } = [];

    /// <summary>Registers an account and connects.</summary>
    /// <param name="server">The server.</param>
    /// <param name="policy">What libotr does.</param>
    /// <param name="says">Whether it says in its presence that it speaks OTR.</param>
    public static async Task<LibotrClient> ConnectAsync(ProsodyServer server, string policy = "v3", bool says = false)
    {
        var client = new LibotrClient();
        client._libotr = await LibotrPeer.StartAsync(client._folder, policy: policy);
        client._login = await LabClient.ConnectAsync(server, (_, _, _) => says ? [new OtrFeature()] : []);
        client._login.Client.MessageReceived = client.OnMessageAsync;
        return client;
    }

    /// <summary>Gives libotr a command; what it wants sent goes to <paramref name="to"/>, or to where the last message came from.</summary>
    public async Task DoAsync(string command, string? value = null, Jid? to = null)
    {
        await _turn.WaitAsync();
        try
        {
            await SendAsync(await _libotr.DoAsync(command, value), to ?? _peer!.Value);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits until libotr has told a line.</summary>
    public async Task WaitForAsync(string line)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var changed = _changed.Task;
            if (_libotr.Told.ToArray().Any(told => told.StartsWith(line, StringComparison.Ordinal)))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"libotr never said '{line}', but:\n{string.Join('\n', _libotr.Told)}");
            }
        }
    }

    public Task<string> StateAsync(string field) => _libotr.StateAsync(field);

    public async ValueTask DisposeAsync()
    {
        await _login.DisposeAsync();
        await _libotr.DisposeAsync();
        _turn.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lets somebody see it, and asks to see them.</summary>
    public async Task BefriendAsync(Jid contact)
    {
        await _login.Get<PresenceModule>().ApproveAsync(contact);
        await _login.Get<PresenceModule>().SubscribeAsync(contact);
    }

    private async ValueTask OnMessageAsync(IncomingMessage message, CancellationToken cancellationToken)
    {
        if (message.Stanza is not { Body: { } body, From: { } from } || message.Stanza.IsError)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            Stanzas.Add(message.Stanza);
            _peer = from;
            await SendAsync(await _libotr.DoAsync("recv", body), from);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SendAsync(IReadOnlyList<string> told, Jid to)
    {
        foreach (var line in told.Where(line => line.StartsWith("inject ", StringComparison.Ordinal)))
        {
            var body = line["inject ".Length..].Replace("\\n", "\n", StringComparison.Ordinal);
            await _login.Client.SendAsync(new MessageStanza(to) { Id = Guid.NewGuid().ToString("N"), Body = body });
        }

        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private sealed class OtrFeature : IXmppModule
    {
        public IReadOnlyList<string> Features { get; } = [OtrPayload.Namespace];

        public void Attach(IXmppSession session, StanzaRouter router) { }
    }
}
