// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>attachment.*</c></summary>
internal sealed class AttachmentMethods(Session session) : IRpcMethodGroup
{
    private const int MaxNumber = 32;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods => [("attachment.save", SaveAsync), ("attachment.limit", LimitAsync)];

    private async Task<Action<Utf8JsonWriter>> LimitAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var bytes = await session.Client.Conversations.GetFileLimitAsync(parameters.Account(), cancellationToken);
        return json => JsonShapes.Number(json, "bytes", bytes);
    }

    private async Task<Action<Utf8JsonWriter>> SaveAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(parameters.String("file"));
        var file = await Attachments.SaveAsync(
            session,
            parameters.Conversation("with"),
            parameters.MessageId("id"),
            parameters.Count("number", 1, MaxNumber) - 1,
            path,
            cancellationToken
        );
        return json =>
        {
            json.WriteString("file", path);
            JsonShapes.Attachment(json, file);
        };
    }
}
