package dev.customerprofiles.core.events;

import java.util.Objects;

/** What makes an event the same event: CloudEvents' {@code source} and {@code id}. */
public record EventId(String source, String id) {

    public EventId {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(id, "id");
    }

    @Override
    public String toString() {
        return source + '|' + id;
    }
}
