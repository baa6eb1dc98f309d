// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using Microsoft.Playwright;

namespace ChatSecure.Browser.Tests;

/// <summary>What somebody sees who tries the app: build/app --demo brings everything with it, and takes it away again.</summary>
public sealed class DemoTests(Chromium chromium)
{
    // It may have to build the demo's contacts first.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_demo_has_contacts_that_answer_and_a_group_and_leaves_nothing_behind()
    {
        var temporary = Directory.CreateTempSubdirectory("chatsecure-demo-").FullName;
        try
        {
            var environment = new Dictionary<string, string> { ["TMPDIR"] = temporary, ["LC_ALL"] = "C.UTF-8" };
            await using (
                var demo = await DesktopProcess.StartAsync(
                    Repository.PathTo("build", "app"),
                    ["--demo", "--no-browser"],
                    environment,
                    "TERM",
                    _patience
                )
            )
            {
                await using var screen = await chromium.OpenAsync(demo.StartLink);
                foreach (var name in new[] { "Mira", "Tomo", "Pia" })
                {
                    await screen.SeeAsync(screen.Page.Titled(".cs-list .cs-row", name));
                }

                await screen.OpenChatAsync("Mira");
                await screen.SayAsync("Is the sea blue");
                await screen.SeeAsync(screen.Message("You said: Is the sea blue"));
                await screen.GoAsync("Groups");
                await screen.SeeAsync(
                    screen.Page.GetByText(
                        new System.Text.RegularExpressions.Regex("tea", System.Text.RegularExpressions.RegexOptions.IgnoreCase)
                    )
                );
                Assert.Empty(screen.Complaints);
            }

            Assert.DoesNotContain(
                Directory.EnumerateDirectories(temporary),
                folder => Path.GetFileName(folder).StartsWith("chatsecure.", StringComparison.Ordinal)
            );
        }
        finally
        {
            Directory.Delete(temporary, recursive: true);
        }
    }
}
