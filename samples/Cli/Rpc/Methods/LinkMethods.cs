// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>link.fetch</c></summary>
internal sealed class LinkMethods(Session session) : IRpcMethodGroup
{
    public IEnumerable<(string Name, RpcHandler Handler)> Methods => [("link.fetch", FetchAsync)];

    private async Task<Action<Utf8JsonWriter>> FetchAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var url = parameters.String("url");
        if (!InputFormats.IsLink(url))
        {
            throw RpcException.InvalidParams("url: expected an https:// address.");
        }

        var link = await session.Client.Conversations.FetchLinkAsync(parameters.Account(), new(url), cancellationToken);
        return json => JsonShapes.Link(json, link);
    }
}
