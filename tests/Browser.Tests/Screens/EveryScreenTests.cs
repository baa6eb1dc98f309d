// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Testing.Clients;

namespace ChatSecure.Browser.Tests.Screens;

/// <summary>Every screen and state in both apps, in each appearance, left to right and right to left, and on a phone: axe finds nothing, the browser complains of
/// nothing, nothing leaves the machine. The pictures stay in artifacts/shots, for build/shots and for people's eyes.</summary>
public sealed class EveryScreenTests(Chromium chromium)
{
    private static readonly string[] _tours = ["first-run", "talk", "groups", "people", "self", "around"];
    private static readonly string[] _phoneTours = ["first-run", "phone"];

    /// <summary>Which way is walked in which look: all, or those that begin as CHATSECURE_SHOTS says, such as <c>zomlike-dark/talk</c>; several with commas.</summary>
    public static TheoryData<string> Walks
    {
        get
        {
            var wanted = Environment.GetEnvironmentVariable("CHATSECURE_SHOTS")?.Split(',') ?? [string.Empty];
            return
            [
                .. Look
                    .All.SelectMany(look => (look.IsNarrow ? _phoneTours : _tours).Select(tour => $"{look.Name}/{tour}"))
                    .Where(walk => wanted.Any(beginning => walk.StartsWith(beginning, StringComparison.Ordinal))),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task Is_accessible_and_quiet(string walk)
    {
        var (look, tour) = (Look.All.Single(known => known.Name == walk.Split('/')[0]), walk.Split('/')[1]);
        if (tour == "first-run")
        {
            await FirstRunAsync(look);
            return;
        }

        await using var client = await Scene.FillAsync();
        await VisitAsync(client, look, camera => WalkAsync(camera, client, tour));
    }

    private static Task WalkAsync(Camera camera, InMemoryChatClient client, string tour) =>
        tour switch
        {
            "talk" => new TalkTour(camera, client).WalkAsync(),
            "groups" => new GroupTour(camera).WalkAsync(),
            "people" => new PeopleTour(camera).WalkAsync(),
            "self" => new SelfTour(camera, client).WalkAsync(),
            "around" => new AroundTour(camera).WalkAsync(client),
            _ => new PhoneTour(camera).WalkAsync(),
        };

    private async Task FirstRunAsync(Look look)
    {
        await using var nobody = new InMemoryChatClient(new InMemoryNetwork());
        await VisitAsync(nobody, look, camera => new FirstRunTour(camera).WalkAsync(), isOpen: false);
        if (look.IsThorough)
        {
            await using var alone = await InMemoryChatClient.CreateAsync(new InMemoryNetwork(), Scene.Me);
            await VisitAsync(alone, look, camera => new AroundTour(camera).EmptyAsync());
            await alone.Profile.LockAsync(TestContext.Current.CancellationToken);
            await VisitAsync(alone, look, camera => new AroundTour(camera).UnlockAsync(), isOpen: false, isThere: true);
        }
    }

    private async Task VisitAsync(InMemoryChatClient client, Look look, Func<Camera, Task> walk, bool isOpen = true, bool isThere = false)
    {
        await using var app = await MemoryApp.StartAsync(client, look, isOpen, isThere);
        await using var screen = await chromium.OpenAsync(app.StartLink);
        if (look.IsNarrow)
        {
            await screen.Page.SetViewportSizeAsync(Camera.Phone.Width, Camera.Phone.Height);
        }

        var camera = new Camera(screen, look);
        await walk(camera);
        Assert.Empty(screen.Complaints);
        Assert.True(camera.Findings.Count == 0, string.Join('\n', camera.Findings));
    }
}
