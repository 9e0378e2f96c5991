package dev.customerprofiles.sdk;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class TagsTest extends SdkScenario {

    private static final String SOURCE = "https://crm.example/a?b=%20&c=ü";

    private String arn(String within) {
        return "arn:aws:profile:eu-central-1:123456789012:domains/" + domain + within;
    }

    private Map<String, String> tags(String arn) {
        return sdk.listTagsForResource(request -> request.resourceArn(arn)).tags();
    }

    @Test
    void tags_of_a_domain_are_added_replaced_and_removed() {
        assertThat(tags(arn(""))).isEmpty();

        sdk.tagResource(request -> request.resourceArn(arn("")).tags(Map.of("a.b", "1", "c", "2", "d", "")));
        sdk.tagResource(request -> request.resourceArn(arn("")).tags(Map.of("c", "3")));
        assertThat(tags(arn(""))).isEqualTo(Map.of("a.b", "1", "c", "3", "d", ""));
        assertThat(sdk.getDomain(request -> request.domainName(domain)).tags()).isEqualTo(tags(arn("")));

        sdk.untagResource(request -> request.resourceArn(arn("")).tagKeys("a.b", "d", "unknown"));
        assertThat(tags(arn(""))).isEqualTo(Map.of("c", "3"));
        assertThat(sdk.getDomain(request -> request.domainName(domain)).defaultExpirationDays())
                .isEqualTo(366);
    }

    @Test
    void tags_of_an_integration_are_those_it_shows() {
        String arn = arn("/integrations/" + SOURCE);
        sdk.putIntegration(request ->
                request.domainName(domain).uri(SOURCE).objectTypeName("CTR").tags(Map.of("a", "1")));

        sdk.tagResource(request -> request.resourceArn(arn).tags(Map.of("b", "2")));
        assertThat(tags(arn)).isEqualTo(Map.of("a", "1", "b", "2"));
        sdk.untagResource(request -> request.resourceArn(arn).tagKeys("a"));

        var read = sdk.getIntegration(request -> request.domainName(domain).uri(SOURCE));
        assertThat(read.tags()).isEqualTo(Map.of("b", "2"));
        assertThat(read.lastUpdatedAt()).isAfter(read.createdAt());
    }

    @Test
    void tags_changed_by_many_at_once_are_all_there() {
        Map<String, String> all =
                IntStream.range(0, 12).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value" + i));

        all.entrySet().parallelStream()
                .forEach(tag -> sdk.tagResource(
                        request -> request.resourceArn(arn("")).tags(Map.of(tag.getKey(), tag.getValue()))));

        assertThat(tags(arn(""))).isEqualTo(all);
    }

    @Test
    void fifty_tags_are_the_most() {
        Map<String, String> fifty = IntStream.range(0, 50).boxed().collect(Collectors.toMap(i -> "key" + i, i -> ""));
        sdk.tagResource(request -> request.resourceArn(arn("")).tags(fifty));
        sdk.tagResource(request -> request.resourceArn(arn("")).tags(fifty));

        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() ->
                        sdk.tagResource(request -> request.resourceArn(arn("")).tags(Map.of("more", ""))))
                .withMessageContaining("at most 50 tags");
        assertThat(tags(arn(""))).isEqualTo(fifty);
    }

    @Test
    void slashes_of_an_arn_may_be_encoded_or_not() {
        sdk.tagResource(request -> request.resourceArn(arn("")).tags(Map.of("a", "1")));
        String token = TestTokens.of(Roles.ADMIN);
        for (String arn : List.of(arn(""), URLEncoder.encode(arn(""), StandardCharsets.UTF_8))) {
            given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer " + token)
                    .get(service + "tags/" + arn)
                    .then()
                    .statusCode(200)
                    .body("tags", equalTo(Map.of("a", "1")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "/integrations/urn:none", "/object-types/None"})
    void resource_that_does_not_exist_is_not_found(String within) {
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> tags(arn(within)));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.tagResource(
                        request -> request.resourceArn(arn(within)).tags(Map.of("a", "1"))));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sdk.untagResource(
                        request -> request.resourceArn(arn(within)).tagKeys("a")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"arn:aws:profile", "arn:aws:profile:r:1:segments/s", "arn:aws:profile:r:1:domains/d/layouts/l"})
    void what_carries_no_tags_here_is_refused(String arn) {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> tags(arn))
                .withMessageContaining("resourceArn must be");
    }

    @Test
    void domain_outside_the_claim_answers_as_one_that_does_not_exist() {
        try (CustomerProfilesClient other = client(TestTokens.forDomains("other", Roles.ADMIN))) {
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> other.listTagsForResource(request -> request.resourceArn(arn(""))));
            assertThatExceptionOfType(ResourceNotFoundException.class)
                    .isThrownBy(() -> other.tagResource(
                            request -> request.resourceArn(arn("")).tags(Map.of("a", "1"))));
        }
        assertThat(tags(arn(""))).isEmpty();
    }
}
