// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;
using ChatSecure.Addressing;
using ChatSecure.Branding;
using ChatSecure.Encryption;
using ChatSecure.Messaging;

namespace ChatSecure.Conversation.Cast;

/// <summary>Prints what happens, each app in its brand's words and colours; without colours where the output is no terminal or NO_COLOR is set.</summary>
internal sealed class Transcript(TextWriter output)
{
    private readonly bool _isColored = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>The head of a part.</summary>
    public void Title(Brand brand, string id) => output.WriteLine($"\n{Paint(brand.Colors.Terminal.Accent, brand.Text(id))}");

    /// <summary>A line that a person's app says.</summary>
    public void Line(Person person, string id, params ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        List<(string, object?)> all = [("name", person.Name), .. arguments];
        Write(person.Brand, person.Brand.Text(id, [.. all]), person.Brand.Colors.Terminal.Muted);
    }

    /// <summary>A message as the app of the reader shows it.</summary>
    public void Message(Person reader, Person writer, JsonElement message)
    {
        var brand = reader.Brand;
        var isOwn = reader == writer;
        var text = brand.Text(
            "transcript.says",
            ("name", isOwn ? brand.Text("message.fromYou") : writer.Name),
            ("body", message.GetProperty("body").GetString()),
            ("lock", brand.Text(LockOf(message, reader, writer)))
        );
        Write(brand, text, isOwn ? brand.Colors.Terminal.Own : brand.Colors.Terminal.Peer);
    }

    /// <summary>The result of a proof.</summary>
    public void Proof(Brand brand, string text, bool held)
    {
        var result = brand.Text(held ? "proof.held" : "proof.broken");
        Write(brand, $"{text}: {result}", held ? brand.Colors.Terminal.Accent : brand.Colors.Terminal.Danger);
    }

    public void Plain(string line) => output.WriteLine(line);

    private static string LockOf(JsonElement message, Person reader, Person writer) =>
        TextId.LockOf(
            new()
            {
                Conversation = new(Jid.Parse(reader.Address), Jid.Parse(writer.Address)),
                Id = new(message.GetProperty("id").GetString()!),
                From = Jid.Parse(writer.Address),
                Direction = reader == writer ? MessageDirection.Outgoing : MessageDirection.Incoming,
                Timestamp = message.GetProperty("timestamp").GetDateTimeOffset(),
                Encryption = Enum.Parse<EncryptionKind>(message.GetProperty("encryption").GetString()!, ignoreCase: true),
                Trust = message.TryGetProperty("trust", out var trust)
                    ? Enum.Parse<TrustLevel>(trust.GetString()!, ignoreCase: true)
                    : null,
            }
        );

    private void Write(Brand brand, string text, TerminalColor color)
    {
        const int nameWidth = 12;
        output.WriteLine($"{Paint(brand.Colors.Terminal.Accent, brand.Name.PadRight(nameWidth))} {Paint(color, text)}");
    }

    private string Paint(TerminalColor color, string text) => _isColored ? color.Paint(text) : text;
}
