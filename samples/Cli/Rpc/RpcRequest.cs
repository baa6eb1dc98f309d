// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Security.Cryptography;
using System.Text.Json;

namespace ChatSecure.Cli.Rpc;

/// <summary>One request as it came in. Disposing erases its text, which may hold a password.</summary>
internal sealed class RpcRequest : IDisposable
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    private readonly byte[] _line;
    private readonly JsonDocument _document;

    private RpcRequest(byte[] line, JsonDocument document)
    {
        _line = line;
        _document = document;
        if (
            Root.ValueKind == JsonValueKind.Object
            && Root.TryGetProperty("id", out var id)
            && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
        )
        {
            Id = JsonId.Of(id);
        }
    }

    /// <summary>The id to answer with; null for a notification, and where none could be read.</summary>
    public JsonId? Id { get; }

    /// <summary>Whether an answer is wanted: there is an id, be it null.</summary>
    public bool WantsAnswer => Root.ValueKind != JsonValueKind.Object || Root.TryGetProperty("id", out _);

    private JsonElement Root => _document.RootElement;

    /// <summary>Reads a line as JSON; whether it is a request shows only in <see cref="Read"/>, so that even a bad one is answered with its id.</summary>
    /// <exception cref="RpcException">It is not JSON, or nested too deeply.</exception>
    public static RpcRequest Parse(byte[] line)
    {
        try
        {
            return new(line, JsonDocument.Parse(line, Strict));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter for half a surrogate pair in a name, which is well-formed JSON, but no text.
            CryptographicOperations.ZeroMemory(line);
            throw RpcException.ParseError("Not JSON, or nested too deeply.");
        }
    }

    /// <summary>Reads method and parameters.</summary>
    /// <exception cref="RpcException">It is not a JSON-RPC 2.0 request with parameters by name.</exception>
    public (string Method, RpcParams Parameters) Read()
    {
        if (Root.ValueKind == JsonValueKind.Array)
        {
            throw RpcException.InvalidRequest("One message a line: batches are not taken.");
        }

        if (
            Root.ValueKind != JsonValueKind.Object
            || !Root.TryGetProperty("jsonrpc", out var version)
            || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8)
            || !Root.TryGetProperty("method", out var method)
            || method.ValueKind != JsonValueKind.String
            || (
                Root.TryGetProperty("id", out var id)
                && id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Null)
            )
        )
        {
            throw RpcException.InvalidRequest("Not a JSON-RPC 2.0 request.");
        }

        var hasParameters = Root.TryGetProperty("params", out var parameters);
        return hasParameters && parameters.ValueKind != JsonValueKind.Object
            ? throw RpcException.InvalidParams("Parameters go by name, in an object.")
            : (Name(method), new(parameters));
    }

    private static string Name(JsonElement method)
    {
        try
        {
            return method.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: well-formed JSON, but no text.
            throw RpcException.InvalidRequest("Not a JSON-RPC 2.0 request.");
        }
    }

    /// <summary>Whether this is a well-formed request for that method.</summary>
    public bool Names(string method)
    {
        try
        {
            return Read().Method == method;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _document.Dispose();
        CryptographicOperations.ZeroMemory(_line);
    }
}
