package dev.customerprofiles.store.mongo;

import org.junit.jupiter.api.extension.RegisterExtension;

class CustomersOnEmbeddedServerTest extends CustomersContract {

    @RegisterExtension
    static final TestServer SERVER = TestServer.embedded();

    @Override
    TestServer server() {
        return SERVER;
    }
}
