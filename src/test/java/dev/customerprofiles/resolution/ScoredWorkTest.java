package dev.customerprofiles.resolution;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.customerprofiles.Tenant;
import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.Job;
import dev.customerprofiles.core.events.ScoredMatch;
import dev.customerprofiles.core.events.Scoring;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Json;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.core.state.View;
import dev.customerprofiles.doors.security.Roles;
import dev.customerprofiles.doors.security.TestTokens;
import dev.customerprofiles.doors.security.TokenKeys;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.store.Configurations;
import dev.customerprofiles.tenancy.DomainDirectory;

import static org.assertj.core.api.Assertions.assertThat;

/** The steps of a run, done one by one while the job itself stays with nobody. */
@QuarkusTest
@QuarkusTestResource(TokenKeys.class)
class ScoredWorkTest {

    private static final String JOB = "0123456789abcdef".repeat(2);
    private static final Ref RUN = Job.ref(Scoring.WORK, Decisions.ALL_PROFILES);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TestHTTPResource("/")
    URI service;

    @Inject
    ScoredWork work;

    @Inject
    Writers writers;

    @Inject
    DomainDirectory domains;

    @Inject
    Configurations configurations;

    @Inject
    Decisions decisions;

    /** Two lists of matches, found at different times, must not be stored as if they were one. */
    @Test
    void who_lost_the_run_and_gets_it_back_does_not_go_on_with_what_it_had_found_before() {
        Tenant tenant = Tenant.create(service.toString(), TestTokens.of(Roles.AGENT, Roles.ADMIN));
        Domain domain = domains.find(tenant.name()).await().atMost(PATIENCE).orElseThrow();
        for (int person = 0; person < 3; person++) {
            tenant.post("/profiles", "{\"FirstName\":\"Ada\",\"LastName\":\"Lovelace\"}");
        }
        Scoring looking =
                writers.submit(domain, (view, now) -> begin(view, now)).await().atMost(PATIENCE);
        Scoring mine = Scoring.read(step(domain, looking));
        assertThat(mine.phase()).isEqualTo(Scoring.Phase.STORE);

        ScoredMatch ofAnother = new ScoredMatch(JOB, List.of("a", "b"), 0.9, JsonNodeFactory.instance.arrayNode());
        Scoring lost = writers.submit(domain, (view, now) -> storedByAnother(view, looking, ofAnother, now))
                .await()
                .atMost(PATIENCE);
        Scoring next = Scoring.read(step(domain, lost));
        while (next.phase() == Scoring.Phase.STORE) {
            next = Scoring.read(step(domain, next));
        }

        assertThat(next.phase()).isEqualTo(Scoring.Phase.FIND);
        assertThat(configurations
                        .get(domain, ScoredMatch.ref(ofAnother.id()).id())
                        .await()
                        .atMost(PATIENCE))
                .isEmpty();
    }

    private Scoring begin(View view, Instant now) {
        decisions.scores().begin(view, JOB, now);
        Job begun = Job.read(view.get(RUN).orElseThrow());
        view.put(
                RUN,
                Json.write(begun.heldBy(
                        "nobody that works", now.plus(Duration.ofDays(1)).toEpochMilli())));
        return Scoring.read(begun.state());
    }

    private Scoring storedByAnother(View view, Scoring looking, ScoredMatch match, Instant now) {
        Optional<ObjectNode> found = decisions.scores().found(view, looking, "of another", 3, 2, now);
        return Scoring.read(decisions
                .scores()
                .store(view, Scoring.read(found.orElseThrow()), List.of(match), now)
                .orElseThrow());
    }

    private ObjectNode step(Domain domain, Scoring state) {
        return work.next(domain, state.toJson())
                .chain(step -> writers.submit(domain, step::decide))
                .await()
                .atMost(PATIENCE)
                .orElseThrow();
    }
}
