package dev.customerprofiles.core.events;

import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.events.Outcome.Status;
import dev.customerprofiles.core.profiles.Profile;
import dev.customerprofiles.core.state.Kind;

import static dev.customerprofiles.core.events.Told.chat;
import static dev.customerprofiles.core.events.Told.person;
import static org.assertj.core.api.Assertions.assertThat;

class InferredProfileTest {

    private final TestDomain domain = new TestDomain();

    @Test
    void profile_that_a_record_makes_gets_the_first_email_and_phone_of_the_record() {
        Outcome created =
                domain.receives(chat("c1").with("mail", "ada@example.com").with("phone", "2065550100"));
        Profile profile = domain.profile(created.profileId());
        assertThat(profile.profile().path("EmailAddress").asText()).isEqualTo("ada@example.com");
        assertThat(profile.profile().path("PhoneNumber").asText()).isEqualTo("2065550100");
        assertThat(domain.owners("_phone", "+12065550100").only()).contains(created.profileId());
    }

    @Test
    void profile_that_was_there_before_gets_no_inferred_values() {
        Outcome created = domain.receives(person("p1").with("mail", "ada@example.com"));
        Outcome chat =
                domain.receives(chat("c1").with("mail", "ada@example.com").with("phone", "2065550100"));
        assertThat(chat.profileId()).isEqualTo(created.profileId());
        assertThat(domain.person("p1").profile().has("PhoneNumber")).isFalse();
    }

    @Test
    void later_versions_of_the_record_that_made_the_profile_keep_the_inferred_values_up_to_date() {
        Outcome created =
                domain.receives(chat("c1").with("mail", "ada@example.com").at(1));
        domain.receives(chat("c1").with("mail", "new@example.com").at(2));
        assertThat(domain.profile(created.profileId())
                        .profile()
                        .path("EmailAddress")
                        .asText())
                .isEqualTo("new@example.com");
        assertThat(domain.owners("ticketEmail", "new@example.com").only()).contains(created.profileId());
        assertThat(domain.owners("ticketEmail", "ada@example.com").unowned()).isTrue();
    }

    @Test
    void key_that_is_looked_up_only_is_not_stored_for_the_record() {
        Outcome created = domain.receives(chat("c1").with("mail", "ada@example.com"));
        assertThat(domain.object(created, "chat").keys())
                .containsExactlyInAnyOrder("chatId|c1", "ticketEmail|ada@example.com");
    }

    @Test
    void key_for_new_profiles_is_stored_only_by_the_record_that_made_one() {
        domain.receives(person("p1").with("mail", "ada@example.com"));
        Outcome chat = domain.receives(chat("c1").with("mail", "ada@example.com"));
        assertThat(domain.object(chat, "chat").keys()).containsExactly("chatId|c1");
        assertThat(domain.owners("ticketEmail", "ada@example.com").unowned()).isTrue();
    }

    @Test
    void chats_of_an_email_that_three_customers_share_go_to_one_new_profile() {
        for (String id : new String[] {"p1", "p2", "p3"}) {
            domain.receives(person(id).with("mail", "family@example.com"));
        }
        Outcome first = domain.receives(chat("c1").with("mail", "family@example.com"));
        Outcome second = domain.receives(chat("c2").with("mail", "family@example.com"));
        assertThat(first.status()).isEqualTo(Status.CREATED);
        assertThat(second.status()).isEqualTo(Status.UPDATED);
        assertThat(second.profileId()).isEqualTo(first.profileId());
        assertThat(domain.bodies(Kind.PROFILE)).hasSize(4);
    }
}
