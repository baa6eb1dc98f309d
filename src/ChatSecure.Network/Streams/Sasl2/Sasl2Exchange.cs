// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using ChatSecure.Errors;
using ChatSecure.Network.Sasl;
using ChatSecure.Network.Xml;

namespace ChatSecure.Network.Streams.Sasl2;

/// <summary>What goes to and fro between an attempt and its end (XEP-0388, section 2.5 on).</summary>
/// <param name="negotiation">The stream, and the password if a task needs it.</param>
/// <param name="attempt">The attempt, which has been sent.</param>
internal sealed class Sasl2Exchange(Negotiation negotiation, Sasl2Attempt attempt)
{
    private const string Namespace = Sasl2Offer.Namespace;

    private string? _task = attempt.Upgrade;
    private bool _isProven;

    /// <summary>Goes on until the server accepts or refuses.</summary>
    /// <returns>Its <c>success</c>, which counts: the server has proven itself; or its <c>failure</c>.</returns>
    /// <exception cref="ChatSecureException">The server broke the protocol, did not prove itself, or wants something that is not supported.</exception>
    public async Task<XmppElement> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await ReadAsync(cancellationToken).ConfigureAwait(false);
            switch (answer.Name)
            {
                case "challenge" when !_isProven:
                    var response = SaslData.Encode(attempt.Mechanism.Respond(SaslData.Decode(answer.Text.Trim())));
                    await SendAsync(new XmppElement("response", Namespace) { Text = response }, cancellationToken).ConfigureAwait(false);
                    break;
                case "continue":
                    Prove(answer);
                    await DoTaskAsync(answer, cancellationToken).ConfigureAwait(false);
                    break;
                case "success":
                    Prove(answer);
                    return answer;
                case "failure":
                    return answer;
                default:
                    throw XmppStream.Unexpected("a step of the login");
            }
        }
    }

    /// <summary>Takes back an attempt that was made on the ground of an outdated offer.</summary>
    public async Task WithdrawAsync(CancellationToken cancellationToken)
    {
        var answer = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Name == "challenge")
        {
            await SendAsync(new XmppElement("abort", Namespace), cancellationToken).ConfigureAwait(false);
            answer = await ReadAsync(cancellationToken).ConfigureAwait(false);
        }

        if (answer.Name != "failure")
        {
            throw XmppStream.Unexpected("the end of a login that was given up");
        }
    }

    // The proof comes once, with the end of the mechanism: success after further tasks brings none.
    private void Prove(XmppElement answer)
    {
        var data = answer.Child("additional-data", Namespace);
        if (!_isProven)
        {
            attempt.Mechanism.Complete(data is null ? [] : SaslData.Decode(data.Text.Trim()));
            _isProven = true;
        }
    }

    private async Task DoTaskAsync(XmppElement demand, CancellationToken cancellationToken)
    {
        var offered = demand.Child("tasks", Namespace)?.Elements("task", Namespace).Select(task => task.Text) ?? [];
        // Done once: a server can't make us hash without end.
        if (_task is not { } task || !offered.Contains(task))
        {
            throw new ChatSecureException(ErrorKind.NotSupported, "The server wants a further step of the login that is not supported.");
        }

        _task = null;
        await SendAsync(new XmppElement("next", Namespace) { ["task"] = task }, cancellationToken).ConfigureAwait(false);
        var data = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (data.Name != "task-data")
        {
            throw XmppStream.Unexpected("the data of a task");
        }

        var password = await negotiation.Options.Password(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = new XmppElement("task-data", Namespace).Add(ScramUpgrade.Answer(task, data, password));
            await SendAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private async ValueTask<XmppElement> ReadAsync(CancellationToken cancellationToken)
    {
        var answer = await negotiation.Stream.ReadAsync(cancellationToken).ConfigureAwait(false);
        return answer.Namespace == Namespace ? answer : throw XmppStream.Unexpected("a step of the login");
    }

    private ValueTask SendAsync(XmppElement element, CancellationToken cancellationToken) =>
        negotiation.Stream.SendAsync(element, cancellationToken);
}
