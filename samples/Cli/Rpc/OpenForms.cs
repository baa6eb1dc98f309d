// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Collections.Concurrent;
using ChatSecure.Addressing;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;

namespace ChatSecure.Cli.Rpc;

/// <summary>The forms of registration that a program was told of and has not answered yet: one for each account.</summary>
/// <param name="notify">Tells the program.</param>
internal sealed class OpenForms(Func<Jid, Notification, Task> notify)
{
    private readonly ConcurrentDictionary<Jid, TaskCompletionSource<IReadOnlyDictionary<string, string>?>> _open = new();

    /// <summary>Tells of a form and waits for the answer.</summary>
    /// <returns>The answers; null if the program refuses, or is still asked about the same account.</returns>
    public async ValueTask<IReadOnlyDictionary<string, string>?> AskAsync(
        Jid account,
        RegistrationForm form,
        CancellationToken cancellationToken
    )
    {
        var answer = new TaskCompletionSource<IReadOnlyDictionary<string, string>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_open.TryAdd(account, answer))
        {
            return null;
        }

        try
        {
            await notify(account, new("registrationForm", json => FormShapes.Form(json, form)));
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            _open.TryRemove(account, out _);
        }
    }

    /// <summary>Answers the form of an account.</summary>
    /// <param name="account">Which.</param>
    /// <param name="answers">The answers; null refuses.</param>
    /// <returns>Whether one waited.</returns>
    public bool Answer(Jid account, IReadOnlyDictionary<string, string>? answers) =>
        _open.TryRemove(account, out var answer) && answer.TrySetResult(answers);
}
