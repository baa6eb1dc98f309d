// This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0.
// If a copy of the MPL was not distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.

using ChatSecure.UIKit.Blazor.Accounts;
using ChatSecure.UIKit.Blazor.Composer;
using ChatSecure.UIKit.Blazor.Contacts;
using ChatSecure.UIKit.Blazor.Conversations;
using ChatSecure.UIKit.Blazor.Groups;
using ChatSecure.UIKit.Blazor.Media;
using ChatSecure.UIKit.Blazor.Onboarding;
using ChatSecure.UIKit.Blazor.Search;
using ChatSecure.UIKit.Blazor.Settings;
using ChatSecure.UIKit.Blazor.Shell;
using ChatSecure.UIKit.Blazor.Timeline;
using ChatSecure.UIKit.Blazor.Verification;
using ChatSecure.UIKit.Slots;

namespace ChatSecure.UIKit.Blazor.Slots;

/// <summary>The kit's own components, for everything that can be shown.</summary>
internal static class KitScreens
{
    public static void Register(Screens screens) =>
        screens
            .Use<ShellContext, ShellView>()
            .Use<LockContext, LockView>()
            .Use<OnboardingContext, OnboardingView>()
            .Use<OnboardingStepContext, OnboardingStepView>()
            .Use<ConversationListContext, ConversationListView>()
            .Use<ConversationRowContext, ConversationRowView>()
            .Use<ConversationContext, ConversationView>()
            .Use<ConversationHeaderContext, ConversationHeaderView>()
            .Use<TimelineContext, TimelineView>()
            .Use<TimelineMarkContext, TimelineMarkView>()
            .Use<MessageContext, MessageView>()
            .Use<ComposerContext, ComposerView>()
            .Use<ContactsContext, ContactsView>()
            .Use<ContactRowContext, ContactRowView>()
            .Use<AddContactContext, AddContactView>()
            .Use<InvitationContext, InvitationView>()
            .Use<VerificationContext, VerificationView>()
            .Use<AccountsContext, AccountsView>()
            .Use<SignInContext, SignInView>()
            .Use<PersonaContext, PersonaView>()
            .Use<MoveAccountContext, MoveAccountView>()
            .Use<BlockedContext, BlockedView>()
            .Use<GroupListContext, GroupListView>()
            .Use<GroupContext, GroupView>()
            .Use<NewGroupContext, NewGroupView>()
            .Use<JoinGroupContext, JoinGroupView>()
            .Use<SearchContext, SearchView>()
            .Use<GalleryContext, GalleryView>()
            .Use<SettingsContext, SettingsView>()
            .Use<SettingRowContext, SettingRowView>()
            .Use<DoctorContext, DoctorView>()
            .Use<BackupContext, BackupView>()
            .Use<PassphraseContext, PassphraseView>();
}
