package dev.customerprofiles.tenancy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import jakarta.inject.Inject;

import io.quarkus.cache.Cache;
import io.quarkus.cache.CacheName;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@QuarkusTest
class SharedReadTest {

    @Inject
    @CacheName("domains")
    Cache cache;

    private final CompletableFuture<String> answer = new CompletableFuture<>();

    @Test
    void caller_who_goes_away_does_not_fail_the_others() {
        var impatient = read("gone").subscribe().with(ignored -> {});
        CompletableFuture<String> patient = read("gone").subscribeAsCompletionStage();

        impatient.cancel();
        answer.complete("found");

        assertThat(patient.join()).isEqualTo("found");
    }

    @Test
    void failure_of_the_read_reaches_all_who_wait() {
        CompletableFuture<String> one = read("failed").subscribeAsCompletionStage();
        CompletableFuture<String> other = read("failed").subscribeAsCompletionStage();

        answer.completeExceptionally(new IllegalStateException("away"));

        assertThatThrownBy(one::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("away");
        assertThatThrownBy(other::join).isInstanceOf(CompletionException.class).hasRootCauseMessage("away");
    }

    private Uni<String> read(String key) {
        return SharedRead.of(
                cache, "SharedReadTest " + key, name -> Uni.createFrom().completionStage(answer));
    }
}
