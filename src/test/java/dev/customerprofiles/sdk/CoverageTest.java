package dev.customerprofiles.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.customerprofiles.model.AccessDeniedException;
import software.amazon.awssdk.services.customerprofiles.model.BadRequestException;
import software.amazon.awssdk.services.customerprofiles.model.CustomerProfilesException;
import software.amazon.awssdk.services.customerprofiles.model.ResourceNotFoundException;

import dev.customerprofiles.doors.rest.dialect.WireClient;
import dev.customerprofiles.doors.rest.dialect.WireModel;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Every operation is called and either serves or says that it does not yet; which is which stands in {@code docs/api.md}. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class CoverageTest extends SdkScenario {

    /** {@code -Ddocs.write} writes the table anew. */
    private static final String WRITE = "docs.write";

    private static final Path PAGE = Path.of("docs/api.md");
    private static final String BEGIN = "<!-- operations: written by CoverageTest, with -Ddocs.write -->\n";
    private static final String END = "<!-- end of operations -->\n";

    private static final Set<String> OF_ANY_DOMAIN = Set.of("CreateDomain", "DeleteDomain");

    private final WireModel model = new WireModel();

    @Test
    void every_operation_is_served_or_says_that_it_is_not_yet() throws Throwable {
        Map<String, SdkCall> calls = SdkCall.all();
        Map<String, Boolean> served = new TreeMap<>();
        for (String operation : model.operations()) {
            ObjectNode request = model.request(operation);
            if (request.has("DomainName") && !OF_ANY_DOMAIN.contains(operation)) {
                request.put("DomainName", domain);
            }
            served.put(
                    operation,
                    calls.containsKey(operation)
                            ? serves(calls.get(operation), request)
                            : servesOverHttp(operation, request));
        }

        assertThat(served).containsKeys(calls.keySet().toArray(String[]::new));
        String table = table(served, calls);
        if (System.getProperty(WRITE) != null) {
            write(table);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/api.md; -D" + WRITE + " writes it anew")
                .contains(BEGIN + table + END);
    }

    private boolean serves(SdkCall call, ObjectNode request) throws Throwable {
        try {
            assertThat(call.on(sdk, request)).isNotNull();
            return true;
        } catch (BadRequestException | ResourceNotFoundException | AccessDeniedException refusal) {
            return serves(call.operation(), refusal.awsErrorDetails().errorMessage());
        } catch (CustomerProfilesException other) {
            return fail(call.operation() + " answers outside of the contract", other);
        }
    }

    private boolean servesOverHttp(String operation, ObjectNode request) throws IOException, InterruptedException {
        String token = TestTokens.of(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY);
        WireClient.Answer answer = new WireClient(model, service, token).call(operation, request);
        assertThat(answer.status()).as(operation).isIn(200, 400, 404);
        return answer.status() == 200 || serves(operation, answer.message());
    }

    private static boolean serves(String operation, String message) {
        assertThat(message)
                .as(operation)
                .isNotBlank()
                .isNotEqualTo("There is no such operation.")
                .doesNotContain("<");
        return !message.equals(operation + " is not supported yet.");
    }

    private String table(Map<String, Boolean> served, Map<String, SdkCall> calls) {
        long ofTheReference =
                served.keySet().stream().filter(name -> !model.isAddition(name)).count();
        long servedOfThem = served.entrySet().stream()
                .filter(entry -> !model.isAddition(entry.getKey()) && entry.getValue())
                .count();
        return servedOfThem + " of " + ofTheReference
                + " operations are served. The others answer `BadRequestException`, \""
                + "... is not supported yet.\"\n\n| operation | call | served | in the Java SDK |\n|---|---|---|---|\n"
                + served.entrySet().stream()
                        .filter(entry -> !model.isAddition(entry.getKey()))
                        .map(entry -> row(entry.getKey(), entry.getValue(), calls.containsKey(entry.getKey())))
                        .collect(Collectors.joining());
    }

    private String row(String operation, boolean served, boolean inSdk) {
        return "| " + operation + " | `" + model.method(operation) + ' ' + model.uri(operation) + "` | "
                + (served ? "yes" : "not yet") + " | " + (inSdk ? "yes" : "no") + " |\n";
    }

    private static void write(String table) throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(PAGE, page.substring(0, from) + table + page.substring(page.indexOf(END)));
    }
}
