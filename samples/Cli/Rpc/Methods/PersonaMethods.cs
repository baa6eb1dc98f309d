// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Cli.Commands;
using ChatSecure.Cli.Hosting;
using ChatSecure.Cli.Output;
using ChatSecure.Clients;
using ChatSecure.Contacts;
using ChatSecure.Privacy;

namespace ChatSecure.Cli.Rpc.Methods;

/// <summary><c>persona.*</c> and <c>privacy.*</c></summary>
internal sealed class PersonaMethods(Session session) : IRpcMethodGroup
{
    private IPersona Persona => session.Client.Persona;

    private IPrivacy Privacy => session.Client.Privacy;

    public IEnumerable<(string Name, RpcHandler Handler)> Methods =>
        [
            ("persona.get", GetPersonaAsync),
            ("persona.idle", ShowIdleAsync),
            ("persona.show", ShowAsync),
            ("persona.nickname", SetNicknameAsync),
            ("persona.avatar", SetAvatarAsync),
            ("persona.deviceName", SetDeviceNameAsync),
            ("privacy.get", GetAsync),
            ("privacy.set", SetAsync),
            ("privacy.reset", ResetAsync),
        ];

    private async Task<Action<Utf8JsonWriter>> GetPersonaAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var persona = await Persona.GetAsync(parameters.Account(), cancellationToken);
        return json => JsonShapes.Persona(json, persona);
    }

    private async Task<Action<Utf8JsonWriter>> ShowIdleAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Persona.ShowIdleAsync(parameters.Account(), parameters.OptionalTime("since"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> ShowAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var availability = parameters.Enum<Availability>("availability");
        await Persona.ShowAsync(parameters.Account(), availability, parameters.OptionalString("text"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> SetNicknameAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Persona.SetNicknameAsync(parameters.Account(), parameters.OptionalString("name"), cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> SetAvatarAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var account = parameters.Account();
        var png = parameters.OptionalString("file") is { } path
            ? await PersonaCommands.ReadAsync(session, path, cancellationToken)
            : default(ReadOnlyMemory<byte>?);
        await Persona.SetAvatarAsync(account, png, cancellationToken);
        return RpcResult.Done;
    }

    private async Task<Action<Utf8JsonWriter>> SetDeviceNameAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Persona.SetDeviceNameAsync(parameters.Account(), parameters.OptionalString("name"), cancellationToken);
        return RpcResult.Done;
    }

    private Task<Action<Utf8JsonWriter>> GetAsync(RpcParams parameters, CancellationToken cancellationToken) =>
        AnswerAsync(parameters, cancellationToken);

    private async Task<Action<Utf8JsonWriter>> SetAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        var settings =
            PrivacySwitches.Change(
                await Privacy.GetAsync(parameters.Account(), cancellationToken),
                parameters.String("name"),
                parameters.String("value")
            )
            ?? throw RpcException.InvalidParams(
                $"name, value: expected one of {string.Join(", ", PrivacySwitches.Names)} and a value of it."
            );
        await Privacy.SetAsync(parameters.Account(), settings, cancellationToken);
        return await AnswerAsync(parameters, cancellationToken);
    }

    private async Task<Action<Utf8JsonWriter>> ResetAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        await Privacy.SetAsync(parameters.Account(), null, cancellationToken);
        return await AnswerAsync(parameters, cancellationToken);
    }

    private async Task<Action<Utf8JsonWriter>> AnswerAsync(RpcParams parameters, CancellationToken cancellationToken)
    {
        PrivacySettings settings = await Privacy.GetAsync(parameters.Account(), cancellationToken);
        return json => PrivacySwitches.Write(json, settings);
    }
}
