package dev.customerprofiles.deployment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.doors.security.Roles;

import static org.assertj.core.api.Assertions.assertThat;

/** The files for the servers name what the application names. */
class ServersTest {

    private static final Path FOLDER = Path.of("deploy");

    @Test
    void the_realm_has_the_roles_of_the_application_and_puts_them_and_the_domains_into_tokens() throws Exception {
        JsonNode realm = new ObjectMapper()
                .readTree(
                        FOLDER.resolve("keycloak/customer-profiles-realm.json").toFile());

        assertThat(realm.at("/roles/realm"))
                .extracting(role -> role.path("name").textValue())
                .containsExactlyInAnyOrder(Roles.AGENT, Roles.INTEGRATOR, Roles.ADMIN, Roles.PRIVACY);
        assertThat(realm.path("clientScopes").findValuesAsText("claim.name")).contains("realm_access.roles", "domains");
        assertThat(realm.path("users").findValuesAsText("value")).containsOnly("${EXAMPLE_PASSWORD}");
    }

    @Test
    void nobody_gives_themselves_domains() throws Exception {
        ObjectMapper json = new ObjectMapper();
        JsonNode realm = json.readTree(
                FOLDER.resolve("keycloak/customer-profiles-realm.json").toFile());
        JsonNode profile = json.readTree(realm.at("/components/org.keycloak.userprofile.UserProfileProvider/0/config")
                .path("kc.user.profile.config")
                .get(0)
                .textValue());

        assertThat(profile.has("unmanagedAttributePolicy")).isFalse();
        assertThat(profile.path("attributes"))
                .filteredOn(attribute -> attribute.path("name").textValue().equals("domains"))
                .singleElement()
                .satisfies(domains -> assertThat(domains.at("/permissions/edit"))
                        .extracting(JsonNode::textValue)
                        .containsExactly("admin"));
    }

    @Test
    void the_broker_has_the_queue_and_the_topic_of_the_application() throws Exception {
        String broker = Files.readString(FOLDER.resolve("broker/broker.xml"));
        String queue = constant("EventQueue");
        String topic = constant("ChangeTopic");

        assertThat(broker).contains("<queue name=\"" + queue + "\"/>", "<security-setting match=\"" + queue + "\">");
        assertThat(broker).contains("<address name=\"" + topic + "\">", "<security-setting match=\"" + topic + "\">");
    }

    @Test
    void collections_that_are_sharded_exist() throws Exception {
        String script = Files.readString(FOLDER.resolve("mongodb/shard.js"));
        Set<String> sharded = Pattern.compile("\"([a-z]+)\"")
                .matcher(script.substring(script.indexOf("of ["), script.indexOf("])")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> collections = Stream.concat(
                        Arrays.stream(Kind.values()).map(Kind::collection), Stream.of("commits"))
                .collect(Collectors.toSet());

        assertThat(sharded).contains("profiles", "commits");
        assertThat(collections).containsAll(sharded);
    }

    /** The address, which is nobody's business outside its package. */
    private static String constant(String type) throws Exception {
        var address = Class.forName("dev.customerprofiles.doors.amqp." + type).getDeclaredField("ADDRESS");
        address.setAccessible(true);
        return (String) address.get(null);
    }
}
