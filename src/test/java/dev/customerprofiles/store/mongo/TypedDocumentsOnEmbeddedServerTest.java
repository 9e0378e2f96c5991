package dev.customerprofiles.store.mongo;

import org.junit.jupiter.api.extension.RegisterExtension;

class TypedDocumentsOnEmbeddedServerTest extends TypedDocumentsContract {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    @Override
    TestServer server() {
        return SERVER;
    }
}
