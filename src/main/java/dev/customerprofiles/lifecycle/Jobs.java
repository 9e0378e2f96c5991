package dev.customerprofiles.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

import dev.customerprofiles.core.events.Job;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.ingest.Chore;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.store.Configurations;

/**
 * Does the jobs of all domains, each on one instance at a time. A job and how far it has come are in the domain's log, so that
 * whoever takes it over from a dead instance goes on where that one ended, and no step is done twice.
 */
@ApplicationScoped
public class Jobs implements Chore {

    private static final Logger LOG = Logger.getLogger(Jobs.class);
    private static final int AT_ONCE = 100;

    private final Writers writers;
    private final Configurations configurations;
    private final Map<String, Work> works;
    private final LifecycleSettings settings;
    private final String me = UUID.randomUUID().toString();
    private final Set<Place> underWay = ConcurrentHashMap.newKeySet();

    Jobs(Writers writers, Configurations configurations, @All List<Work> works, LifecycleSettings settings) {
        this.writers = writers;
        this.configurations = configurations;
        this.works = works.stream().collect(Collectors.toMap(Work::name, Function.identity()));
        this.settings = settings;
    }

    private record Place(Domain domain, Ref job) {}

    @Override
    public Uni<Void> round(Domain domain) {
        return configurations
                .list(domain, Job.PREFIX, null, AT_ONCE)
                .invoke(found -> found.forEach(document -> begin(domain, document)))
                .replaceWithVoid();
    }

    private void begin(Domain domain, Document document) {
        Place place = new Place(domain, document.ref());
        if (works.containsKey(Job.read(document.body()).work()) && underWay.add(place)) {
            Multi.createBy()
                    .repeating()
                    .uni(() -> step(domain, document.ref()))
                    .whilst(more -> more)
                    .onTermination()
                    .invoke(() -> underWay.remove(place))
                    .subscribe()
                    .with(more -> {}, Jobs::leaveForNextRound);
        }
    }

    /** Whether there may be more to do for this instance. */
    private Uni<Boolean> step(Domain domain, Ref ref) {
        return writers.submit(domain, (view, now) -> take(view, ref, now))
                .chain(taken -> taken.isEmpty()
                        ? Uni.createFrom().item(false)
                        : works.get(taken.get().work())
                                .next(domain, taken.get().state())
                                .chain(step -> writers.submit(domain, (view, now) -> advance(view, ref, step, now))));
    }

    /** The job, if it is free or this instance's; then it stays so for a while. */
    private Optional<Job> take(View view, Ref ref, Instant now) {
        Optional<Job> job = view.get(ref).map(Job::read).filter(found -> found.openTo(me, now.toEpochMilli()));
        job.filter(found -> !mine(found, now)).ifPresent(found -> view.put(ref, Json.write(kept(found, now))));
        return job;
    }

    private boolean advance(View view, Ref ref, Work.Step step, Instant now) {
        Optional<Job> job = view.get(ref).map(Job::read).filter(found -> me.equals(found.holder()));
        if (job.isEmpty()) {
            return false;
        }
        Optional<ObjectNode> state = step.decide(view, now);
        state.ifPresentOrElse(
                next -> view.put(ref, Json.write(kept(job.get(), now).with(next))), () -> view.erase(ref, now));
        return state.isPresent();
    }

    private boolean mine(Job job, Instant now) {
        return me.equals(job.holder())
                && job.until() > now.plus(settings.lease().dividedBy(2)).toEpochMilli();
    }

    private Job kept(Job job, Instant now) {
        return job.heldBy(me, now.plus(settings.lease()).toEpochMilli());
    }

    private static void leaveForNextRound(Throwable failure) {
        LOG.warnf("a job will be taken up again: %s", failure.getClass().getName());
    }
}
