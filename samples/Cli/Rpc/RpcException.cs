// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

namespace ChatSecure.Cli.Rpc;

/// <summary>A request that JSON-RPC itself refuses.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public const int ParseErrorCode = -32700;
    public const int InvalidRequestCode = -32600;
    public const int MethodNotFoundCode = -32601;
    public const int InvalidParamsCode = -32602;
    public const int InternalErrorCode = -32603;
    public const int OperationFailedCode = -32000;

    public int Code => code;

    public static RpcException ParseError(string message) => new(ParseErrorCode, message);

    public static RpcException InvalidRequest(string message) => new(InvalidRequestCode, message);

    public static RpcException MethodNotFound() => new(MethodNotFoundCode, "Method not found.");

    public static RpcException InvalidParams(string message) => new(InvalidParamsCode, message);
}
