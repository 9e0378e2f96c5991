package dev.customerprofiles.core.events;

import java.util.Objects;

/**
 * Something that somebody does to customer data. The same act, decided a second time, happens once.
 *
 * @param id 32 lower-case hexadecimal digits, made up by whoever submits it
 * @param by who does it, as the audit trail names them
 */
public record Act(String id, String by) {

    public Act {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(by, "by");
    }
}
