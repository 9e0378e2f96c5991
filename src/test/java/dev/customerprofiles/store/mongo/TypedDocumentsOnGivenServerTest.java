package dev.customerprofiles.store.mongo;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnabledIfSystemProperty(named = TestServer.GIVEN, matches = ".+", disabledReason = TestServer.NOT_GIVEN)
class TypedDocumentsOnGivenServerTest extends TypedDocumentsContract {

    @RegisterExtension
    static final TestServer SERVER = TestServer.given();

    @Override
    TestServer server() {
        return SERVER;
    }
}
