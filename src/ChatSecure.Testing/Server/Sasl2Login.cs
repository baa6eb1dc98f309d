// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ChatSecure.Addressing;
using ChatSecure.Network.Xml;

namespace ChatSecure.Testing.Server;

/// <summary>The server's side of one login by SASL2 (XEP-0388), with what it does in the same breath.</summary>
internal sealed class Sasl2Login(
    ScriptedXmppServer server,
    ServerStream stream,
    SaslServer? password,
    Sasl2ServerOptions options,
    XmppElement request
)
{
    private const string Sm = ScriptedSession.ManagementNamespace;
    private const string UpgradeData = "urn:xmpp:scram-upgrade:0";

    private readonly string _agent = request.Child("user-agent", ServerOffer.Sasl2)?["id"] ?? string.Empty;
    private XmppElement? _proof;

    /// <summary>Who has logged in; null if nobody has.</summary>
    public string? User { get; private set; }

    /// <summary>The stream that was bound or resumed; null if none was.</summary>
    public ResumableStream? Stream { get; private set; }

    /// <summary>Whether that stream is a former one.</summary>
    public bool IsResumed { get; private set; }

    /// <summary>Whether stanzas are counted on it.</summary>
    public bool IsManaged { get; private set; }

    /// <summary>What the client has not got of a resumed stream.</summary>
    public IReadOnlyList<byte[]> Again { get; private set; } = [];

    /// <summary>Runs until the client is in or refused.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (
            options.ConfigVersion is not null
            && request.Child("config-version", ServerOffer.Config) is { } version
            && version["value"] != options.ConfigVersion
        )
        {
            await FailAsync("aborted", new XmppElement("config-version-mismatch", ServerOffer.Config), cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        var isIn = request.Child("fast", ServerOffer.Fast) is { } fast
            ? CheckToken(fast)
            : await CheckPasswordAsync(cancellationToken).ConfigureAwait(false);
        if (!isIn)
        {
            await FailAsync("not-authorized", null, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (request.Child("fast", ServerOffer.Fast)?["invalidate"] is "true" or "1")
        {
            server.Tokens.Invalidate(User!, _agent);
        }

        await UpgradeAsync(cancellationToken).ConfigureAwait(false);
        var success = new XmppElement("success", ServerOffer.Sasl2);
        AddProof(success);
        var bound = Resume(success) ? null : Bind();
        var identity = Stream?.Address.ToString() ?? $"{User}@{server.Options.Domain}";
        success.Add(new XmppElement("authorization-identifier", ServerOffer.Sasl2) { Text = identity });
        if (bound is not null)
        {
            success.Add(bound);
        }

        AddToken(success);
        await stream.SendAsync(success, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> CheckPasswordAsync(CancellationToken cancellationToken)
    {
        if (password is null)
        {
            return false;
        }

        var message = request.Child("initial-response", ServerOffer.Sasl2)?.Text ?? string.Empty;
        while (true)
        {
            var reply = password.Take(Convert.FromBase64String(message));
            if (password.HasFailed)
            {
                return false;
            }

            var data = reply is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(reply));
            if (password.HasSucceeded)
            {
                User = password.User;
                _proof = data is null ? null : new XmppElement("additional-data", ServerOffer.Sasl2) { Text = data };
                return true;
            }

            await stream
                .SendAsync(new XmppElement("challenge", ServerOffer.Sasl2) { Text = data! }, cancellationToken)
                .ConfigureAwait(false);
            if (await stream.ReadAsync(cancellationToken).ConfigureAwait(false) is not { Name: "response" } response)
            {
                return false;
            }

            message = response.Text;
        }
    }

    private bool CheckToken(XmppElement fast)
    {
        var message = Convert.FromBase64String(request.Child("initial-response", ServerOffer.Sasl2)!.Text);
        var end = Array.IndexOf(message, (byte)0);
        var user = Encoding.UTF8.GetString(message, 0, end);
        var mechanism = request["mechanism"]!;
        byte[] binding = mechanism.EndsWith("-ENDP", StringComparison.Ordinal) ? SHA256.HashData(server.Certificate.RawData) : [];
        var count = int.Parse(fast["count"] ?? "0", CultureInfo.InvariantCulture);
        var proof = server.Tokens.Check(user, _agent, mechanism, message[(end + 1)..], binding, count, TimeProvider.System.GetUtcNow());
        User = proof is null ? null : user;
        _proof = proof is null ? null : new XmppElement("additional-data", ServerOffer.Sasl2) { Text = Convert.ToBase64String(proof) };
        return proof is not null;
    }

    private async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        foreach (var task in request.Elements("upgrade", ServerOffer.Upgrade).Select(upgrade => upgrade.Text))
        {
            var demand = new XmppElement("continue", ServerOffer.Sasl2);
            AddProof(demand);
            demand.Add(new XmppElement("tasks", ServerOffer.Sasl2).Add(new XmppElement("task", ServerOffer.Sasl2) { Text = task }));
            await stream.SendAsync(demand, cancellationToken).ConfigureAwait(false);
            await stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            var salt = new XmppElement("salt", UpgradeData) { ["iterations"] = "4096", Text = Convert.ToBase64String("saltsalt"u8) };
            await stream.SendAsync(new XmppElement("task-data", ServerOffer.Sasl2).Add(salt), cancellationToken).ConfigureAwait(false);
            var answer = await stream.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (answer?.Child("hash", UpgradeData) is { } hash)
            {
                server.NoteUpgrade(task, hash.Text);
            }
        }
    }

    private void AddProof(XmppElement element)
    {
        if (_proof is not null)
        {
            element.Add(_proof);
            _proof = null;
        }
    }

    private bool Resume(XmppElement success)
    {
        if (request.Child("resume", Sm) is not { } resume)
        {
            return false;
        }

        if (
            server.Options.Faults.HasFlag(ServerFaults.ForgetsStreams)
            || !server.Resumable.TryGetValue(resume["previd"] ?? string.Empty, out var state)
        )
        {
            success.Add(new XmppElement("failed", Sm));
            return false;
        }

        (Stream, IsResumed, IsManaged) = (state, true, true);
        Again = state.Acknowledge(uint.Parse(resume["h"]!, CultureInfo.InvariantCulture));
        success.Add(
            new XmppElement("resumed", Sm) { ["previd"] = state.Id, ["h"] = state.Received.ToString(CultureInfo.InvariantCulture) }
        );
        return true;
    }

    private XmppElement? Bind()
    {
        if (request.Child("bind", ServerOffer.Bind2) is not { } bind)
        {
            return null;
        }

        var tag = bind.Child("tag", ServerOffer.Bind2)?.Text ?? "untagged";
        Stream = new(Jid.Parse($"{User}@{server.Options.Domain}/{tag}/{Guid.NewGuid():N}"));
        var bound = new XmppElement("bound", ServerOffer.Bind2);
        if (bind.Child("enable", Sm) is not null)
        {
            server.Resumable[Stream.Id] = Stream;
            IsManaged = true;
            bound.Add(
                new XmppElement("enabled", Sm)
                {
                    ["id"] = Stream.Id,
                    ["resume"] = "true",
                    ["location"] = server.Options.Location,
                }
            );
        }

        return bound;
    }

    private void AddToken(XmppElement success)
    {
        var mechanism =
            request.Child("request-token", ServerOffer.Fast)?["mechanism"]
            ?? (options.RotatesTokens && request.Child("fast", ServerOffer.Fast) is not null ? request["mechanism"] : null);
        if (mechanism is not null)
        {
            success.Add(server.Tokens.Issue(User!, _agent, mechanism, TimeProvider.System.GetUtcNow() + options.TokenLifetime));
        }
    }

    private Task FailAsync(string condition, XmppElement? detail, CancellationToken cancellationToken)
    {
        var failure = new XmppElement("failure", ServerOffer.Sasl2).Add(new XmppElement(condition, ServerOffer.Sasl));
        return stream.SendAsync(detail is null ? failure : failure.Add(detail), cancellationToken);
    }
}
