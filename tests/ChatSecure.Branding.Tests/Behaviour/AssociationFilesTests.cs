// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using System.Text.Json;

namespace ChatSecure.Branding.Tests.Behaviour;

public sealed class AssociationFilesTests
{
    private const string Manifest = """
        {
          "schemaVersion": 1,
          "id": "teahouse",
          "name": "Tea House",
          "identity": { "appId": "org.example.teahouse" },
          "links": {
            "scheme": "teahouse",
            "inviteHost": "tea.example",
            "appleTeam": "ABCDE12345",
            "androidCertificates": ["00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff"]
          }
        }
        """;

    [Fact]
    public void Platforms_learn_which_links_belong_to_the_app()
    {
        using var folder = new BrandFolder(Manifest);
        var brand = folder.Load();
        Assert.Equal(
            """
            [
              {
                "relation": [
                  "delegate_permission/common.handle_all_urls"
                ],
                "target": {
                  "namespace": "android_app",
                  "package_name": "org.example.teahouse",
                  "sha256_cert_fingerprints": [
                    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF"
                  ]
                }
              }
            ]

            """,
            AssociationFiles.AssetLinks(brand)
        );
        Assert.Equal(
            """
            {
              "applinks": {
                "details": [
                  {
                    "appIDs": [
                      "ABCDE12345.org.example.teahouse"
                    ],
                    "components": [
                      {
                        "/": "/*"
                      }
                    ]
                  }
                ]
              }
            }

            """,
            AssociationFiles.AppleAppSiteAssociation(brand)
        );
        Assert.Equal(
            """
            [Desktop Entry]
            Type=Application
            Version=1.5
            Name=Tea House
            Exec="/opt/tea house/tea" %u
            Icon=org.example.teahouse
            Terminal=false
            Categories=Network;InstantMessaging;
            MimeType=x-scheme-handler/xmpp;x-scheme-handler/teahouse;
            StartupWMClass=org.example.teahouse

            """,
            AssociationFiles.DesktopEntry(brand, "/opt/tea house/tea")
        );
    }

    [Fact]
    public void The_web_learns_how_the_app_is_called_and_looks()
    {
        using var folder = new BrandFolder("""{ "schemaVersion": 1, "id": "acme", "name": "A \"b\" <c>", "shortName": "A" }""");
        using var manifest = JsonDocument.Parse(AssociationFiles.WebManifest(folder.Load("ar")));
        var root = manifest.RootElement;
        Assert.Equal(("A \"b\" <c>", "A", "ar", "rtl"), (Text("name"), Text("short_name"), Text("lang"), Text("dir")));
        Assert.Equal((Brand.Neutral.Colors.Light.Primary.ToString(), "standalone"), (Text("theme_color"), Text("display")));
        Assert.Equal(
            ["icon-192.png", "icon-512.png", "maskable-192.png", "maskable-512.png"],
            root.GetProperty("icons").EnumerateArray().Select(icon => icon.GetProperty("src").GetString())
        );

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Fact]
    public void Without_a_host_there_is_nothing_to_associate()
    {
        Assert.Null(AssociationFiles.AssetLinks(Brand.Neutral));
        Assert.Null(AssociationFiles.AppleAppSiteAssociation(Brand.Neutral));
        Assert.Contains(
            "MimeType=x-scheme-handler/xmpp;\n",
            AssociationFiles.DesktopEntry(Brand.Neutral, "/bin/x"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("x")]
    [InlineData("/bin/x\nExec=/bin/evil")]
    [InlineData("/bin/`evil`")]
    [InlineData("/bin/$(evil)")]
    [InlineData("/bin/x\" evil")]
    [InlineData("/bin/%f")]
    public void A_command_that_would_be_more_than_a_program_is_refused(string command) =>
        Assert.Throws<ArgumentException>(() => AssociationFiles.DesktopEntry(Brand.Neutral, command));
}
