package dev.customerprofiles.sdk;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.Gender;
import software.amazon.awssdk.services.customerprofiles.model.PartyType;
import software.amazon.awssdk.services.customerprofiles.model.Profile;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;

import dev.customerprofiles.Records;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Profiles made and changed by hand. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ProfilesTest extends SdkScenario {

    private static final String NOBODY = "c".repeat(32);

    private Profile read(String id) {
        return sdk.batchGetProfile(request -> request.domainName(domain).profileIds(id))
                .profiles()
                .get(0);
    }

    private List<String> found(String key, String value) {
        return sdk
                .searchProfiles(
                        request -> request.domainName(domain).keyName(key).values(value))
                .items()
                .stream()
                .map(Profile::profileId)
                .toList();
    }

    private String create() {
        return sdk.createProfile(request -> request.domainName(domain)
                        .firstName("Ada")
                        .middleName("King")
                        .lastName("Lovelace")
                        .accountNumber("77")
                        .partyType(PartyType.INDIVIDUAL)
                        .gender(Gender.FEMALE)
                        .birthDate("1815-12-10")
                        .phoneNumber("+12065550101")
                        .emailAddress("ada@example.com")
                        .address(address -> address.address1("12 St James's Square").city("London"))
                        .attributes(Map.of("tier", "gold", "lang", "en")))
                .profileId();
    }

    @Test
    void created_profile_has_what_was_said_and_is_found_by_it() {
        String id = create();

        Profile profile = read(id);
        assertThat(id).matches("[a-f0-9]{32}");
        assertThat(profile.firstName()).isEqualTo("Ada");
        assertThat(profile.middleName()).isEqualTo("King");
        assertThat(profile.accountNumber()).isEqualTo("77");
        assertThat(profile.partyType()).isEqualTo(PartyType.INDIVIDUAL);
        assertThat(profile.gender()).isEqualTo(Gender.FEMALE);
        assertThat(profile.birthDate()).isEqualTo("1815-12-10");
        assertThat(profile.address().city()).isEqualTo("London");
        assertThat(profile.attributes()).isEqualTo(Map.of("tier", "gold", "lang", "en"));
        assertThat(found("_phone", "206-555-0101")).containsExactly(id);
        assertThat(found("_email", "ADA@example.com")).containsExactly(id);
        assertThat(found("_account", "77")).containsExactly(id);
        assertThat(found("_fullName", "ada king lovelace")).containsExactly(id);
    }

    @Test
    void update_keeps_what_it_does_not_name_and_an_empty_text_clears() {
        String id = create();

        var updated = sdk.updateProfile(request -> request.domainName(domain)
                .profileId(id)
                .lastName("Byron")
                .phoneNumber("")
                .address(address -> address.city("Paris").address1(""))
                .attributes(Map.of("tier", "", "since", "1833")));

        Profile profile = read(id);
        assertThat(updated.profileId()).isEqualTo(id);
        assertThat(profile.firstName()).isEqualTo("Ada");
        assertThat(profile.lastName()).isEqualTo("Byron");
        assertThat(profile.phoneNumber()).isNull();
        assertThat(profile.address().city()).isEqualTo("Paris");
        assertThat(profile.address().address1()).isNull();
        assertThat(profile.attributes()).containsEntry("since", "1833").doesNotContainKey("tier");
        assertThat(found("_phone", "+12065550101")).isEmpty();
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.updateProfile(
                        request -> request.domainName(domain).profileId(NOBODY).firstName("A")));
    }

    @Test
    void said_by_hand_is_not_overwritten_by_a_record() {
        put("Zendesk-users", Records.zendeskUser(5));
        String id = found("_zendeskUserId", "5").get(0);
        sdk.updateProfile(request -> request.domainName(domain).profileId(id).firstName("Augusta"));

        put("Zendesk-users", Records.zendeskUser(5).replace("2025-04-04", "2031-04-04"));

        assertThat(read(id).firstName()).isEqualTo("Augusta");
    }

    @Test
    void keys_are_added_found_and_deleted() {
        String id = create();

        var added = sdk.addProfileKey(request -> request.domainName(domain)
                .profileId(id)
                .keyName("_ctrContactId")
                .values("contact-1", "contact-2"));
        assertThat(added.keyName()).isEqualTo("_ctrContactId");
        assertThat(added.values()).containsExactly("contact-1", "contact-2");
        assertThat(found("_ctrContactId", "contact-2")).containsExactly(id);

        assertThat(sdk.deleteProfileKey(request -> request.domainName(domain)
                                .profileId(id)
                                .keyName("_ctrContactId")
                                .values("contact-2"))
                        .message())
                .isNotEmpty();
        assertThat(found("_ctrContactId", "contact-2")).isEmpty();
        assertThat(found("_ctrContactId", "contact-1")).containsExactly(id);
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.addProfileKey(request -> request.domainName(domain)
                        .profileId(NOBODY)
                        .keyName("_ctrContactId")
                        .values("contact-3")));
    }

    @Test
    void contact_of_an_added_key_goes_to_the_profile() {
        String id = create();
        sdk.addProfileKey(request -> request.domainName(domain)
                .profileId(id)
                .keyName("_ctrContactId")
                .values("45a61306"));

        put("CTR-AutoAssociateOnly", Records.contactRecord("45a61306", "+12065550199"));

        assertThat(sdk.listProfileObjects(request -> request.domainName(domain)
                                .profileId(id)
                                .objectTypeName("CTR-AutoAssociateOnly"))
                        .items())
                .hasSize(1);
    }
}
