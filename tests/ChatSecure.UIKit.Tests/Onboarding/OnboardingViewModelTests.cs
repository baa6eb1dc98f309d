// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.Branding;
using ChatSecure.UIKit.Onboarding;
using ChatSecure.UIKit.Slots;
using static ChatSecure.Branding.OnboardingStep;

namespace ChatSecure.UIKit.Tests.Onboarding;

public sealed class OnboardingViewModelTests
{
    private static readonly Brand _zomlike = Brand.Load(Repository.Path("samples", "Zomlike", "brand"));

    [Fact]
    public void The_brand_s_recipe_is_followed_in_its_order()
    {
        var way = new OnboardingViewModel(_zomlike);
        Assert.Equal(OnboardingPath.NewAccount, way.Path);
        List<OnboardingStep> seen = [way.Current];
        while (!way.IsLast)
        {
            way.Complete(way.Current);
            Assert.True(way.Next());
            seen.Add(way.Current);
        }

        Assert.Equal([Welcome, Consent, Nickname, CreateAccount, Picture, InviteFriends, Notifications, Done], seen);
        Assert.False(way.Next());
    }

    [Fact]
    public void Nobody_gets_past_a_step_that_needs_something()
    {
        var way = new OnboardingViewModel(_zomlike);
        Assert.True(way.Next());
        Assert.Equal(Consent, way.Current);
        Assert.False(way.CanGoNext);
        Assert.False(way.Next());
        Assert.Equal(Consent, way.Current);
        way.Complete(CreateAccount);
        Assert.False(way.Next());
        way.Complete(Consent);
        Assert.True(way.Next());
    }

    [Fact]
    public void A_path_leaves_out_what_it_does_not_need_and_going_back_comes_by_the_same_way()
    {
        var way = new OnboardingViewModel(Brand.Neutral);
        Assert.True(way.Next());
        Assert.Equal(Choose, way.Current);
        Assert.False(way.Next());
        way.Path = OnboardingPath.ExistingAccount;
        Assert.Equal([Welcome, Choose, Server, SignIn, Passphrase, Notifications, Done], way.Steps);
        Assert.True(way.Next());
        Assert.Equal("Step 3 of 7", way.Position);
        Assert.True(way.Back());
        Assert.True(way.Back());
        Assert.Equal(Welcome, way.Current);
        Assert.False(way.Back());
    }

    [Fact]
    public void Changing_the_path_at_a_step_that_it_does_not_have_goes_on_with_the_next_one()
    {
        var way = new OnboardingViewModel(_zomlike);
        way.Complete(Consent);
        while (way.Current != CreateAccount)
        {
            Assert.True(way.Next());
        }

        List<string?> raised = [];
        way.PropertyChanged += (_, change) => raised.Add(change.PropertyName);
        way.Path = OnboardingPath.ExistingAccount;
        Assert.Equal(SignIn, way.Current);
        Assert.Contains(nameof(way.Steps), raised);
        Assert.Contains(nameof(way.Current), raised);
    }

    [Fact]
    public void A_taken_name_is_followed_by_another()
    {
        var way = new OnboardingViewModel(_zomlike);
        Assert.Equal("tenzindolma", way.SuggestUsername("Tenzin Dölma!"));
        Assert.Matches("^tenzindolma[0-9]{4}$", way.SuggestUsername("Tenzin Dölma!"));
        Assert.Matches("^user[0-9]{4}$", way.SuggestUsername("བསྟན་འཛིན"));
        Assert.Equal("amina", new OnboardingViewModel(_zomlike, new KitSlots(usernames: new Fixed())).SuggestUsername("x"));
    }

    private sealed class Fixed : IUsernameSuggester
    {
        public string Suggest(UsernameContext context) => "amina";
    }
}
