package dev.customerprofiles.simulation;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For the time of a test class without context propagation, which is no part of what is simulated, and most of its cost. */
final class OnlyTheProtocol implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        Infrastructure.clearInterceptors();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Infrastructure.reload();
    }
}
