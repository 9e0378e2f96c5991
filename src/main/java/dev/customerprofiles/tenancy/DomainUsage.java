package dev.customerprofiles.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.DomainData;

/**
 * What the objects of domains take. Measuring reads them all: nobody waits long for it, and a measurement stays good a hundred
 * times as long as it took, so that a small domain is measured whenever asked, and a large one costs a hundredth of the time.
 */
@ApplicationScoped
public class DomainUsage {

    private static final Logger LOG = Logger.getLogger(DomainUsage.class);
    private static final int GOOD_FOR = 100;

    private final DomainData data;
    private final TenancySettings settings;
    private final Clock clock;
    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

    DomainUsage(DomainData data, TenancySettings settings, Clock clock) {
        this.data = data;
        this.settings = settings;
        this.clock = clock;
    }

    /** As measured last; empty where the first measurement has not ended yet. */
    public Uni<Optional<DomainData.Usage>> of(Domain domain) {
        return gauges.compute(
                        domain.name(),
                        (name, known) -> known != null && known.domain.equals(domain) ? known : new Gauge(domain))
                .read();
    }

    /** The measurements of one domain, one at a time. */
    private final class Gauge {

        private final Domain domain;
        private DomainData.Usage last;
        private Instant goodUntil = Instant.MIN;
        private Uni<DomainData.Usage> running;

        private Gauge(Domain domain) {
            this.domain = domain;
        }

        private synchronized Uni<Optional<DomainData.Usage>> read() {
            Optional<DomainData.Usage> meanwhile = Optional.ofNullable(last);
            if (clock.instant().isBefore(goodUntil)) {
                return Uni.createFrom().item(meanwhile);
            }
            if (running == null) {
                Instant from = clock.instant();
                running = data.usage(domain.generation())
                        .onItemOrFailure()
                        .invoke((usage, failure) -> end(from, usage, failure))
                        .memoize()
                        .indefinitely();
            }
            return running.map(Optional::of)
                    .ifNoItem()
                    .after(settings.usagePatience())
                    .recoverWithItem(meanwhile)
                    .onFailure()
                    .recoverWithItem(meanwhile);
        }

        private synchronized void end(Instant from, DomainData.Usage usage, Throwable failure) {
            running = null;
            if (failure == null) {
                Instant to = clock.instant();
                last = usage;
                goodUntil = to.plus(Duration.between(from, to).multipliedBy(GOOD_FOR));
            } else {
                LOG.warn("what a domain takes could not be measured", failure);
            }
        }
    }
}
