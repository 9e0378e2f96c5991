package dev.customerprofiles.ingest;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.DomainEntry;
import dev.customerprofiles.store.Domains;

import static org.awaitility.Awaitility.await;

class CareTest {

    private static final Map<String, Object> OFTEN = Map.of("careInterval", Duration.ofMillis(1));

    private final AtomicReference<Domain> first = new AtomicReference<>();
    private final Set<Domain> lookedAfter = ConcurrentHashMap.newKeySet();

    @Test
    void a_domain_whose_care_fails_keeps_no_other_waiting() {
        Domains domains = answering(Domains.class, Map.of("list", two()));
        Care care = new Care(domains, new NoWriters(), answering(IngestConfig.class, OFTEN), List.of(this::chore));

        care.start(new StartupEvent());
        await().until(() -> lookedAfter.size() == 1);
        care.stop(new ShutdownEvent());
    }

    /** Fails for the domain that comes first, whichever that is. */
    private Uni<Void> chore(Domain domain) {
        first.compareAndSet(null, domain);
        if (domain.equals(first.get())) {
            return Uni.createFrom().failure(new IllegalStateException("no database"));
        }
        lookedAfter.add(domain);
        return Uni.createFrom().voidItem();
    }

    private static Uni<List<DomainEntry>> two() {
        return Uni.createFrom().item(List.of(entry("one"), entry("two")));
    }

    private static DomainEntry entry(String name) {
        return new DomainEntry(
                new Domain(name, "g-" + name), JsonNodeFactory.instance.objectNode(), Instant.EPOCH, Instant.EPOCH);
    }

    /** Writers that have nothing to do. */
    private static final class NoWriters extends DomainWriters {

        NoWriters() {
            super(null, null, null, null, null, null, new SimpleMeterRegistry());
        }

        @Override
        Uni<Void> care(Domain domain) {
            return Uni.createFrom().voidItem();
        }
    }

    private static <T> T answering(Class<T> port, Map<String, Object> answers) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
