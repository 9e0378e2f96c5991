package dev.customerprofiles.sdk;

import java.net.URI;
import java.util.UUID;

import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.customerprofiles.CustomerProfilesClient;

import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;

/**
 * What a program does with the published SDK, set up as any user can: another endpoint, and the token as session token. Nothing
 * is faked: what is told is the whole service, on whatever document server the tests run.
 */
abstract class SdkScenario {

    @TestHTTPResource("/")
    URI service;

    /** With all roles. */
    CustomerProfilesClient sdk;

    /** A domain of the test's own. */
    String domain;

    @BeforeEach
    void connect() {
        sdk = client(TestTokens.of(Roles.ADMIN, Roles.AGENT, Roles.INTEGRATOR, Roles.PRIVACY));
        domain = freshName();
        sdk.createDomain(request -> request.domainName(domain).defaultExpirationDays(366));
    }

    @AfterEach
    void disconnect() {
        sdk.deleteDomain(request -> request.domainName(domain));
        sdk.close();
    }

    CustomerProfilesClient client(String token) {
        return CustomerProfilesClient.builder()
                .endpointOverride(service)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("any", "any", token)))
                .build();
    }

    static String freshName() {
        return "sdk-" + UUID.randomUUID();
    }

    /** PutProfileObject. @return the object's unique key */
    String put(String objectType, String record) {
        return sdk.putProfileObject(request ->
                        request.domainName(domain).objectTypeName(objectType).object(record))
                .profileObjectUniqueKey();
    }
}
