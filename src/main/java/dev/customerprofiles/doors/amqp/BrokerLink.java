package dev.customerprofiles.doors.amqp;

import io.vertx.proton.ProtonConnection;

/** One direction of traffic over the connection to the broker; all calls come on the connection's context. */
interface BrokerLink {

    /** Attaches to a new connection; {@code broken} is to be run when the broker closes the link, or refuses it. */
    void open(ProtonConnection connection, Runnable broken);

    /** The connection is gone. */
    void lost();

    /** Whether traffic flows. */
    boolean isOpen();

    /** Asks the broker for nothing more; what is under way goes on. */
    default void leave() {}

    /** Takes nothing new from now on, and calls back when nothing is under way any more. */
    void finish(Runnable finished);
}
