// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Conversation;
using ChatSecure.Conversation.Cast;

if (Setting.Parse(args) is not { } setting)
{
    await Console.Error.WriteLineAsync(Setting.Usage);
    return 2;
}

Console.OutputEncoding = new System.Text.UTF8Encoding(false);
using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
try
{
    return await new Play(setting, new Transcript(Console.Out)).RunAsync(deadline.Token) ? 0 : 1;
}
catch (Exception exception) when (exception is PlayException or OperationCanceledException)
{
    await Console.Error.WriteLineAsync($"The conversation broke off: {exception.Message}");
    return 1;
}
