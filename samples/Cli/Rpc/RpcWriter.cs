// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Rpc;

/// <summary>Writes answers and notifications, each as one line that no other can break into.</summary>
internal sealed class RpcWriter(Stream output) : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);

    public Task ResultAsync(JsonId? id, Action<Utf8JsonWriter> writeMembers) =>
        WriteAsync(json =>
        {
            WriteId(json, id);
            json.WriteStartObject("result");
            writeMembers(json);
            json.WriteEndObject();
        });

    public Task ErrorAsync(JsonId? id, int code, string message, Failure? failure = null) =>
        WriteAsync(json =>
        {
            WriteId(json, id);
            json.WriteStartObject("error");
            json.WriteNumber("code", code);
            json.WriteString("message", message);
            if (failure is not null)
            {
                json.WriteStartObject("data");
                json.WriteNumber("exitCode", (int)failure.ExitCode);
                json.WriteString("reason", failure.Reason);
                if (failure.Members.Count > 0)
                {
                    json.WriteStartArray("members");
                    foreach (var member in failure.Members)
                    {
                        json.WriteStringValue(member.ToString());
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        });

    public Task NotifyAsync(Jid account, Notification notification) =>
        WriteAsync(json =>
        {
            json.WriteString("method", notification.Name);
            json.WriteStartObject("params");
            json.WriteString("account", account.ToString());
            notification.WriteMembers(json);
            json.WriteEndObject();
        });

    public void Dispose() => _gate.Dispose();

    private static void WriteId(Utf8JsonWriter json, JsonId? id)
    {
        json.WritePropertyName("id");
        if (id is { } known)
        {
            json.WriteRawValue(known.RawJson);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private async Task WriteAsync(Action<Utf8JsonWriter> writeMembers)
    {
        var line = JsonLine.Of(json =>
        {
            json.WriteString("jsonrpc", "2.0");
            writeMembers(json);
        });
        await _gate.WaitAsync();
        try
        {
            await output.WriteAsync(line);
            await output.FlushAsync();
        }
        finally
        {
            _gate.Release();
        }
    }
}
