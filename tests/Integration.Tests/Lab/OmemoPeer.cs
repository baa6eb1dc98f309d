// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json.Nodes;
using ChatSecure.Encryption;

namespace ChatSecure.Integration.Tests.Lab;

/// <summary>A foreign OMEMO client, logged in and with its device published: python-omemo over slixmpp, which shares no code with us. It trusts every
/// device and, unless told otherwise, answers each decrypted body with "echo: BODY".</summary>
public sealed class OmemoPeer : IAsyncDisposable
{
    private readonly LabProgram _program;

    private OmemoPeer(LabProgram program, string jid, JsonObject ready)
    {
        _program = program;
        Jid = jid;
        Device = (uint)ready["device"]!;
        Fingerprint = (string)ready["fingerprint"]!;
    }

    public string Jid { get; }

    public uint Device { get; }

    /// <summary>The identity key as 64 hexadecimal digits of Curve25519, as people compare it.</summary>
    public string Fingerprint { get; }

    /// <summary>Logs in one of the server's users. With a <paramref name="storeFile"/> a later peer goes on with the same keys and sessions.</summary>
    public static async Task<OmemoPeer> StartAsync(
        ProsodyServer server,
        string user,
        string password = ProsodyServer.Password,
        bool echo = true,
        string? storeFile = null,
        EncryptionKind? only = null
    )
    {
        List<string> arguments = ["--jid", server.Jid(user), "--password", password, "--port", $"{server.Port}", "--ca", server.CaFile];
        if (!echo)
            arguments.Add("--no-echo");
        if (storeFile is not null)
            arguments.AddRange(["--store", storeFile]);
        if (only is { } kind)
            arguments.AddRange(["--only", NameOf(kind)]);
        var program = new LabProgram("omemo_peer.py", [.. arguments]);
        try
        {
            return new OmemoPeer(program, server.Jid(user), await program.WaitForAsync("omemo_ready"));
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    /// <summary>Encrypts for all devices of <paramref name="to"/> that speak the namespace and sends; asks for a receipt and a marker, if wanted.</summary>
    public Task SendAsync(string to, string body, EncryptionKind kind = EncryptionKind.Omemo, bool asks = false) =>
        _program.WriteAsync(
            new JsonObject
            {
                ["cmd"] = "send",
                ["to"] = to,
                ["body"] = body,
                ["ns"] = NameOf(kind),
                ["asks"] = asks,
            }
        );

    private static string NameOf(EncryptionKind kind) => kind == EncryptionKind.Omemo2 ? "new" : "old";

    /// <summary>Sends in the clear.</summary>
    public Task SendPlainAsync(string to, string body) =>
        _program.WriteAsync(
            new JsonObject
            {
                ["cmd"] = "plain",
                ["to"] = to,
                ["body"] = body,
            }
        );

    public Task SubscribeAsync(string to) => _program.WriteAsync(new JsonObject { ["cmd"] = "subscribe", ["jid"] = to });

    /// <summary>Waits until the peer has decrypted a message with that body.</summary>
    public Task<JsonObject> WaitForMessageAsync(string body) =>
        _program.WaitForAsync("decrypted", message => (string?)message["body"] == body);

    /// <summary>Waits for any event that omemo_peer.py tells.</summary>
    public Task<JsonObject> WaitForAsync(string name, Func<JsonObject, bool>? match = null) => _program.WaitForAsync(name, match);

    public IReadOnlyList<JsonObject> Events => _program.Events;

    public ValueTask DisposeAsync() => _program.DisposeAsync();
}
