package dev.customerprofiles.doors.amqp;

import jakarta.enterprise.context.ApplicationScoped;

import io.vertx.proton.ProtonConnection;
import io.vertx.proton.ProtonReceiver;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Source;

import dev.customerprofiles.doors.ChangeFeed;

/** Hears of the changes that any instance publishes. Every instance has a subscription of its own, which ends with it. */
@ApplicationScoped
class ChangeSubscription implements BrokerLink {

    private final ChangeFeed feed;

    private volatile boolean open;

    ChangeSubscription(ChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public void open(ProtonConnection connection, Runnable broken) {
        ProtonReceiver opening = connection.createReceiver(ChangeTopic.ADDRESS);
        // without this, brokers may take the address for a queue, and each change would reach one instance only
        ((Source) opening.getSource()).setCapabilities(Symbol.valueOf("topic"));
        opening.handler((delivery, message) -> ChangeMessage.read(message).ifPresent(feed::publish))
                .closeHandler(closed -> broken.run())
                .detachHandler(detached -> broken.run())
                .openHandler(opened -> {
                    if (opened.succeeded() && opening.getRemoteSource() != null) {
                        open = true;
                        feed.missed();
                    }
                })
                .open();
    }

    @Override
    public void lost() {
        open = false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void finish(Runnable finished) {
        open = false;
        finished.run();
    }
}
