// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Tests;

namespace ChatSecure.Architecture.Tests.House;

/// <summary>What people read is the brand's to say: no sentence for them stands in the code of the engine or of the screens.</summary>
public sealed class SentenceTests
{
    private static readonly string[] _rooms = ["Network", "Crypto", "Core", "UIKit", "Desktop"];

    // Words that no person reads as the app's, each file with why.
    private static readonly Dictionary<string, string> _known = new(StringComparer.Ordinal)
    {
        ["Core/Accounts/AccountSession.End.cs"] = "steps, named in logs and errors for developers",
        ["Core/Accounts/AccountSession.Synchronize.cs"] = "steps, named in logs and errors for developers",
        ["Core/Diagnostics/EngineMeter.cs"] = "descriptions of metrics",
        ["Core/Persona/DeviceName.cs"] = "names of records",
        ["Crypto/Otr/Import/OtrFiles.cs"] = "the name of a kind of file, in an exception",
        ["Crypto/Otr/Messages/DataHandler.cs"] = "the protocol's own beginning of an error message",
        ["Crypto/Otr/Receiver.cs"] = "the protocol's own beginning of an error message",
        ["Network/Streams/InboundLoop.cs"] = "what was dropped, in a log",
        ["Network/Transport/CertificateCheck.cs"] = "why, in an exception",
        ["Network/Transport/HttpConnect.cs"] = "why, in an exception",
        ["Network/Transport/ProxyAddress.cs"] = "what is wrong with an option",
        ["Network/Transport/Socks5.cs"] = "why, in an exception",
        ["Network/Xeps/Omemo/OmemoPayload.cs"] = "for apps that use Network alone; Core says the brand's",
        ["Network/Xeps/Payloads/EncryptionHint.cs"] = "the names of methods, which XEP-0380 fixes",
        ["Network/Xeps/Registration/RegistrationForm.cs"] = "why, in an exception",
        ["UIKit.Blazor/Onboarding/ChooseStep.razor"] = "how a link begins",
        ["UIKit.Blazor/Parts/StyledText.cs"] = "values of an attribute",
        ["UIKit.Blazor/Verification/CodeSection.razor"] = "how a link begins",
        ["Network/Xml/KnownStrings.cs"] = "names of the protocol",
    };

    [Fact]
    public void No_room_says_anything_to_people_in_words_of_its_own()
    {
        var found = Repository
            .Files()
            .Where(file => _rooms.Any(room => file.StartsWith($"src/ChatSecure.{room}", StringComparison.Ordinal)))
            .SelectMany(file => Find(file).Select(text => (File: file["src/ChatSecure.".Length..], Text: text)))
            .ToLookup(sentence => sentence.File, sentence => sentence.Text);
        var news = found
            .Where(file => !_known.ContainsKey(file.Key))
            .SelectMany(file => file.Select(text => $"{file.Key}: {text}"))
            .ToArray();
        Assert.True(news.Length == 0, string.Join('\n', news));
        Assert.Empty(_known.Keys.Except(found.Select(file => file.Key)));
    }

    [Theory]
    [InlineData("class A { string B => \"Nothing was found.\"; }")]
    [InlineData("class A { string B(int n) => $\"{n} new messages\"; }")]
    [InlineData("class A { void B() => Show(\"\"\"Good morning\"\"\"); }")]
    public void A_sentence_for_people_is_found(string code) => Assert.Single(Sentences.In(code));

    [Theory]
    [InlineData("class A { string B => \"conversations.empty\"; }")]
    [InlineData("class A { void B() => throw new InvalidOperationException(\"It was not started.\"); }")]
    [InlineData("class A { ChatSecureException B() => new(ErrorKind.Failed, \"It has ended.\"); }")]
    [InlineData("class A { [LoggerMessage(LogLevel.Debug, \"It has ended\")] partial void B(); }")]
    public void What_developers_read_is_none(string code) => Assert.Empty(Sentences.In(code));

    [Theory]
    [InlineData("<button>@Text</button> <bdi>@name</bdi>", 0)]
    [InlineData("@* a comment for us *@ <p class=\"two words\">@T(\"id.of.text\")</p>", 0)]
    [InlineData("<button>Send</button>", 1)]
    [InlineData("<p title=\"Good morning\" aria-label=\"Close\">@X</p>", 2)]
    public void Markup_has_no_words_of_its_own(string markup, int count) => Assert.Equal(count, Sentences.InMarkup(markup).Count());

    private static IEnumerable<string> Find(string file) =>
        Path.GetExtension(file) switch
        {
            ".cs" => Sentences.In(File.ReadAllText(Repository.PathTo(file))),
            ".razor" => Sentences.InMarkup(File.ReadAllText(Repository.PathTo(file))),
            _ => [],
        };
}
