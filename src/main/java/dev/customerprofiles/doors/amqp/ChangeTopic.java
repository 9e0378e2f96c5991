package dev.customerprofiles.doors.amqp;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonSender;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Target;
import org.apache.qpid.proton.message.Message;

import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.doors.ChangeFeed;
import dev.customerprofiles.store.ChangePublisher;
import dev.customerprofiles.store.ProfileChange;

/** Publishes changes of profiles on the topic, each to every subscriber; without a broker, to this instance alone. */
@ApplicationScoped
class ChangeTopic implements ChangePublisher, BrokerLink {

    static final String ADDRESS = "customer-profiles.changes";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final boolean enabled;
    private final ChangeFeed feed;

    private final Set<UniEmitter<? super Void>> underWay = new HashSet<>();

    private volatile Link link;

    ChangeTopic(EventSettings settings, ChangeFeed feed) {
        this.enabled = settings.enabled();
        this.feed = feed;
    }

    @Override
    public Uni<Void> publish(Domain domain, long seq, Instant at, List<ProfileChange> changes) {
        if (!enabled) {
            changes.forEach(change -> feed.publish(ChangeMessage.told(domain, seq, change)));
            return Uni.createFrom().voidItem();
        }
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .<Void>emitter(emitter -> send(domain, seq, at, changes, emitter))
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new NotPublishedException("no answer from the broker"));
    }

    @Override
    public void open(ProtonConnection connection, Runnable broken) {
        ProtonSender opening = connection.createSender(ADDRESS);
        ((Target) opening.getTarget()).setCapabilities(Symbol.valueOf("topic"));
        opening.closeHandler(closed -> broken.run())
                .detachHandler(detached -> broken.run())
                .openHandler(opened -> {
                    if (opened.succeeded() && opening.getRemoteTarget() != null) {
                        link = new Link(opening, Vertx.currentContext());
                    }
                })
                .open();
    }

    @Override
    public void lost() {
        link = null;
        underWay.forEach(emitter -> emitter.fail(new NotPublishedException("the connection to the broker was lost")));
        underWay.clear();
    }

    @Override
    public boolean isOpen() {
        return link != null;
    }

    @Override
    public void finish(Runnable finished) {
        finished.run();
    }

    private void send(
            Domain domain, long seq, Instant at, List<ProfileChange> changes, UniEmitter<? super Void> emitter) {
        Link current = link;
        if (current == null) {
            emitter.fail(new NotPublishedException("no connection to the broker"));
            return;
        }
        List<Message> messages = changes.stream()
                .map(change -> ChangeMessage.of(domain, seq, at, change))
                .toList();
        current.context().runOnContext(now -> {
            if (current == link) {
                underWay.add(emitter);
                emitter.onTermination(() -> current.context().runOnContext(later -> underWay.remove(emitter)));
                send(current.sender(), messages, emitter);
            } else {
                emitter.fail(new NotPublishedException("the connection to the broker was lost"));
            }
        });
    }

    private void send(ProtonSender sender, List<Message> messages, UniEmitter<? super Void> emitter) {
        AtomicInteger unanswered = new AtomicInteger(messages.size());
        messages.forEach(message -> sender.send(message, delivery -> {
            if (!(delivery.getRemoteState() instanceof Accepted)) {
                underWay.remove(emitter);
                emitter.fail(new NotPublishedException("the broker did not accept it"));
            } else if (unanswered.decrementAndGet() == 0) {
                underWay.remove(emitter);
                emitter.complete(null);
            }
        }));
    }

    private record Link(ProtonSender sender, Context context) {}

    /** Nobody knows whether the broker has it. */
    static final class NotPublishedException extends RuntimeException {

        NotPublishedException(String message) {
            super(message, null, false, false);
        }
    }
}
